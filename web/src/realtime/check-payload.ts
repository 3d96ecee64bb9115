import { parse } from '@sammelan/shared/contract/parse.js';
import { type CommandName, commands } from '@sammelan/shared/socket-events.js';

/** A chunk of its own: class-validator and every DTO hang on it. @throws PayloadError */
export function checkPayload(name: CommandName, payload: object): void {
  parse<object>(commands[name].payload, payload);
}
