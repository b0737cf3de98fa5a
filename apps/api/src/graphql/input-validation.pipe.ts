import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { BadInput, requireNoFaults, type InputFault } from '#domain';
import { canonicalInput } from './canonical-input.js';

/** Everything that people send comes through here, by GraphQL and by REST: texts are brought into one form, then fields are checked. */
class InputPipe extends ValidationPipe {
  override async transform(given: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // What no client sent: the actor, the request.
    if (metadata.type === 'custom') return super.transform(given, metadata) as Promise<unknown>;
    const { value, faults } = canonicalInput(given, metadata.data ?? 'input');
    requireNoFaults(faults);
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

/** Checks every input class at the door; unknown properties are faults too. Names each field at fault and what is allowed. */
export const inputValidation = new InputPipe({
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
