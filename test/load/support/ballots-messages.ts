export interface BallotsRun {
  ballots: number;
  inFlight: number;
}

/** `flood` never answers: it tells of acked ballots until it is killed. `open` opens a poll for voters at sockets. */
export type BallotsOrder = (BallotsRun & { order: 'product' | 'peer' | 'flood' }) | { order: 'open' };

export type BallotsReply =
  | { kind: 'ready'; databaseUrl: string; port: number }
  | { kind: 'opened'; pollId: string }
  | { kind: 'acked'; receipts: string[] }
  | { kind: 'result'; perSecond: number; p50: number; p99: number; cpuMicros: number };
