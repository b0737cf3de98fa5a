import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { BadInput, type InputFault } from '#domain';

/** Checks every input class at the door; unknown properties are faults too. Names each field at fault and what is allowed. */
export const inputValidation = new ValidationPipe({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  exceptionFactory: (errors) => new BadInput(errors.flatMap((error) => faultsOf(error, ''))),
});

function faultsOf(error: ValidationError, parent: string): InputFault[] {
  const isIndex = /^\d+$/.test(error.property);
  const field =
    parent === '' ? error.property : isIndex ? `${parent}[${error.property}]` : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((text) => ({
    field,
    allowed: text.replace(`${error.property} `, ''),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, field))];
}
