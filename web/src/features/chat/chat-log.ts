import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';

/** What a cheap phone holds; older ones are fetched again when somebody scrolls up to them. */
export const keptMessages = 400;

/** Messages of one room, by ascending sequence number. */
export interface ChatLog {
  messages: readonly MessageView[];
  hasOlder: boolean;
}

export const emptyLog: ChatLog = { messages: [], hasOlder: false };

export const lastSeq = (log: ChatLog): number => log.messages.at(-1)?.seq ?? 0;

/** Whether something between what we hold and what came is missing. An empty log misses nothing. */
export const leavesGap = (log: ChatLog, incoming: readonly MessageView[]): boolean =>
  log.messages.length > 0 && incoming.length > 0 && incoming[0]!.seq > lastSeq(log) + 1;

/** Adds messages wherever they belong: none twice, a newer version of one in place of the older. */
export function merge(log: ChatLog, incoming: readonly MessageView[]): ChatLog {
  if (incoming.length === 0) return log;
  if (incoming[0]!.seq > lastSeq(log)) return { ...log, messages: [...log.messages, ...incoming] };
  const bySeq = new Map([...log.messages, ...incoming].map((message) => [message.seq, message]));
  return { ...log, messages: [...bySeq.values()].sort((a, b) => a.seq - b.seq) };
}

/** Lets go of the oldest beyond what is kept. */
export const trim = (log: ChatLog): ChatLog =>
  log.messages.length <= keptMessages ? log : { messages: log.messages.slice(-keptMessages), hasOlder: true };

/** Takes the text from removed messages; their place in the sequence stays. */
export function remove(log: ChatLog, ids: readonly string[]): ChatLog {
  const gone = new Set(ids);
  return {
    ...log,
    messages: log.messages.map((message) => (gone.has(message.id) ? { ...message, text: '', removed: true } : message)),
  };
}
