import type { Permission } from '@sammelan/shared/access/access.rules.js';
import type { PayloadOf, ResultOf } from '@sammelan/shared/contract/contract.js';
import type { AppCommands, CommandName } from '@sammelan/shared/socket-events.js';
import type { AppSocket } from './socket.js';

export const commandMetadata = Symbol('sammelan:command');

export interface CommandDeclaration {
  name: CommandName;
  permission: Permission;
}

type Handler<K extends CommandName> = (
  socket: AppSocket,
  payload: PayloadOf<AppCommands[K]>,
) => Promise<ResultOf<AppCommands[K]>> | ResultOf<AppCommands[K]>;

/**
 * Marks a gateway's method as the handler of a command, for callers who hold `permission` in the socket's rally. The
 * method gets a checked payload and returns plain data; acks, errors and limits are the router's work. A method whose
 * payload or result is not the contract's does not compile.
 */
export const OnCommand =
  <K extends CommandName>(name: K, permission: Permission) =>
  <T extends Handler<K>>(_target: object, _key: string | symbol, descriptor: TypedPropertyDescriptor<T>): void => {
    if (!descriptor.value) throw new Error(`${name}: only methods handle commands`);
    const declaration: CommandDeclaration = { name, permission };
    Object.defineProperty(descriptor.value, commandMetadata, { value: declaration });
  };
