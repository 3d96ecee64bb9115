import { randomUUID } from 'node:crypto';
import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { demoSlug } from '../../support/test-server.js';
import type { Target } from './crowd-messages.js';
import { type OnFrame, Wire } from './wire.js';

/** How a viewer of each server comes in, speaks and reads. */
export interface Dialect {
  /** What each viewer needs to come in. */
  tickets(port: number, count: number): Promise<string[]>;
  /** Resolves when the viewer is in the room. */
  enter(port: number, ticket: string, onFrame: OnFrame): Promise<Wire>;
  /** Resolves when the viewer is in the room again and has what was missed. */
  comeBack(port: number, ticket: string, onFrame: OnFrame): Promise<Wire>;
  say(n: number, id: string, text: string): string;
  isPing(head: string): boolean;
  isMessage(head: string): boolean;
  /** Ids of the messages in a frame. */
  idsIn(frame: string): string[];
}

const sessionsAbreast = 32;

/** Sessions are made once and used for every run of the process. */
const sessions: string[] = [];

const engineIo = '/socket.io/?EIO=4&transport=websocket';

/** What a page asks for when its line is back, all at once; the numbers are those of its acks. */
const questions = [
  ['chat:enter', { room: 'rally', afterSeq: 1 }],
  ['poll:list', {}],
  ['attendance:now', {}],
  ['stage:programme', {}],
  ['access:me', {}],
].map((question, index) => `42${index}${JSON.stringify(question)}`);

/** Opens a connection and answers packet after packet, with none, one or several, until `null`: then the viewer is in. */
function converse(
  port: number,
  path: string,
  onFrame: OnFrame,
  answer: (packet: string) => readonly string[] | null,
): Promise<Wire> {
  return new Promise((resolve, reject) => {
    let inside = false;
    const take: OnFrame = (wire, head, length, text) => {
      if (inside || text === null) return onFrame(wire, head, length, text);
      const replies = answer(text);
      if (replies) return replies.length > 0 ? wire.send(...replies) : undefined;
      inside = true;
      wire.attentive = false;
      resolve(wire);
    };
    Wire.open(port, path, take, true).catch(reject);
  });
}

const hello = (token: string): string => `40${JSON.stringify({ token, rally: demoSlug })}`;

const product: Dialect = {
  async tickets(port, count) {
    const open = async (): Promise<void> => {
      while (sessions.length < count) {
        const index = sessions.push('') - 1;
        const response = await fetch(`http://127.0.0.1:${port}/api/auth/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ deviceId: randomUUID() }),
        });
        sessions[index] = ((await response.json()) as SessionView).token;
      }
    };
    await Promise.all(Array.from({ length: sessionsAbreast }, open));
    return sessions.slice(0, count);
  },
  enter: (port, token, onFrame) =>
    converse(port, engineIo, onFrame, (packet) => {
      if (packet.startsWith('0')) return [hello(token)];
      if (packet.startsWith('40')) return ['420["chat:enter",{"room":"rally"}]'];
      if (packet.startsWith('44')) throw new Error(packet);
      return packet.startsWith('430') ? null : [];
    }),
  comeBack(port, token, onFrame) {
    let answered = 0;
    return converse(port, engineIo, onFrame, (packet) => {
      if (packet.startsWith('0')) return [hello(token)];
      if (packet.startsWith('40')) return questions;
      if (packet.startsWith('44')) throw new Error(packet);
      if (!packet.startsWith('43')) return [];
      if (!packet.includes('{"ok":true')) throw new Error(packet);
      answered += 1;
      return answered === questions.length ? null : [];
    });
  },
  say: (n, clientId, text) => `42${n}${JSON.stringify(['chat:send', { room: 'rally', clientId, text }])}`,
  isPing: (head) => head === '2',
  isMessage: (head) => head.startsWith('42["chat:posted"'),
  idsIn: (frame) => [...frame.matchAll(/"clientId":"([^"]+)"/g)].map(([, id]) => id as string),
};

const enterSocketIo: Dialect['enter'] = (port, _, onFrame) =>
  converse(port, engineIo, onFrame, (packet) => {
    if (packet.startsWith('0')) return ['40'];
    return packet.startsWith('40') ? null : [];
  });

const socketIo: Dialect = {
  tickets: () => Promise.resolve([]),
  enter: enterSocketIo,
  // There is nothing to ask for.
  comeBack: enterSocketIo,
  say: (_, id, text) => `42${JSON.stringify(['chat', { id, text }])}`,
  isPing: (head) => head === '2',
  isMessage: (head) => head.startsWith('42["chat"'),
  idsIn: (frame) => /"id":"([^"]+)"/.exec(frame)?.slice(1) ?? [],
};

const enterWs: Dialect['enter'] = (port, _, onFrame) => Wire.open(port, '/', onFrame);

const ws: Dialect = {
  tickets: () => Promise.resolve([]),
  enter: enterWs,
  comeBack: enterWs,
  say: (_, id, text) => JSON.stringify({ id, text }),
  isPing: () => false,
  isMessage: () => true,
  idsIn: socketIo.idsIn,
};

export const dialects: Record<Target['kind'], Dialect> = { product, 'socket.io': socketIo, ws };
