/** What a crowd is told and asked by the bench, and what it answers. Times are milliseconds, CPU is microseconds. */
export interface Target {
  kind: 'product' | 'socket.io' | 'ws';
  pid: number;
  port: number;
}

export interface Orders {
  /** Brings `count` viewers in, as many at once as `abreast`. */
  connect: { ask: { target: Target; count: number; abreast: number }; answer: { ms: number; cpu: number } };
  /** One message after another, each sent once everyone has the one before. */
  quiet: { ask: { messages: number }; answer: { cpuPerDelivery: number; lastMs: number[] } };
  /** So many messages a second from many senders, whatever becomes of them. */
  busy: {
    ask: { perSecond: number; seconds: number };
    answer: { cpuPerDelivery: number; latencyMs: number[]; sent: number; frames: number };
  };
  /** Every connection breaks at once, and every viewer comes back and asks for what they missed. */
  storm: { ask: { abreast: number }; answer: { ms: number; cpu: number } };
  close: { ask: Record<string, never>; answer: Record<string, never> };
}

export type Order = keyof Orders;
export type OrderMessage = { [K in Order]: { id: number; order: K; ask: Orders[K]['ask'] } }[Order];
export type ReplyMessage = { id: number; answer?: unknown; error?: string };
