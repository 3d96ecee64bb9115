// Read by must-not-compile.test.ts: every line marked `// wrong` must be refused by the compiler, and no other.
import type { Ack, PayloadOf, ResultOf } from '@sammelan/shared/contract/contract.js';
import type { AppError } from '@sammelan/shared/contract/errors.js';
import type { TallyView } from '@sammelan/shared/polls/polls.dto.js';
import type { AppCommands, CommandName, EventName, EventPayload } from '@sammelan/shared/socket-events.js';
import { OnCommand } from '@sammelan/server/realtime/on-command.js';
import type { Broadcaster } from '@sammelan/server/realtime/broadcaster.js';
import type { AppSocket } from '@sammelan/server/realtime/socket.js';

declare function send<K extends CommandName>(
  name: K,
  payload: PayloadOf<AppCommands[K]>,
): Promise<Ack<ResultOf<AppCommands[K]>>>;
declare function on<E extends EventName>(event: E, handler: (payload: EventPayload<E>) => void): void;
declare const broadcaster: Broadcaster;
declare const tally: TallyView;
declare const pollId: string;

export async function client(): Promise<void> {
  const reply = await send('poll:vote', { pollId, choices: [0], clientId: pollId });
  if (reply.ok) void reply.data.choices.at(0);
  await send('poll:stuff', { pollId }); // wrong
  await send('poll:vote', { poll: pollId, choices: [0], clientId: pollId }); // wrong
  await send('poll:vote', { pollId, choices: 'yes', clientId: pollId }); // wrong
  await send('poll:vote', { pollId, choices: [0] }); // wrong
  await send('moderation:mute', { identityId: pollId, length: 5 }); // wrong
  if (reply.ok) void reply.data.tally; // wrong
  void reply.data; // wrong
  void reply.error; // wrong
  on('poll:tallied', ({ counts }) => counts.length);
  on('poll:tally', () => undefined); // wrong
  on('poll:tallied', ({ votes }) => votes); // wrong
}

export function server(): void {
  broadcaster.toRally(pollId, 'poll:tallied', tally);
  broadcaster.toRally(pollId, 'poll:tallied', { pollId }); // wrong
  broadcaster.toRally(pollId, 'poll:counted', tally); // wrong
}

export const codes: AppError['code'][] = [
  'poll-not-open',
  'poll-broken', // wrong
];

export class Gateway {
  @OnCommand('attendance:place', 'attendance.read') // wrong
  wrongResult(): string {
    return 'not an AttendanceView';
  }

  @OnCommand('poll:discard', 'poll.edit') // wrong
  wrongPayload(_socket: AppSocket, payload: { pollId: number }): Record<string, never> {
    void payload;
    return {};
  }

  @OnCommand('poll:discard', 'poll.rule') // wrong
  wrongPermission(): Record<string, never> {
    return {};
  }

  @OnCommand('poll:discard', 'poll.edit')
  right(): Record<string, never> {
    return {};
  }
}
