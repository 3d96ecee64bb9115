import type { ClientToServer, ServerEvents } from '@sammelan/shared/socket-events.js';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { RallyCaller } from '../access/caller.js';

/** A socket that was admitted: it belongs to one caller in one rally for its whole life. */
export type AppSocket = Socket<ClientToServer, ServerEvents, DefaultEventsMap, RallyCaller>;
export type AppServer = Server<ClientToServer, ServerEvents, DefaultEventsMap, RallyCaller>;
