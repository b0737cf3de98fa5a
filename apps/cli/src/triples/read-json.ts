import { readFileSync } from 'node:fs';
import { InputFaults } from '#matching';

/** @throws InputFaults when there is no such file, or something else than JSON in it */
export function readJson(argument: string, file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputFaults([`${argument}: ${JSON.stringify(file)} cannot be read (${codeOf(error)})`]);
  }
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    // The engine's message quotes the text around the fault, line breaks included.
    const cause = (error as Error).message.replace(/\s+/g, ' ');
    throw new InputFaults([`${argument}: ${JSON.stringify(file)} is not JSON: ${cause}`]);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
