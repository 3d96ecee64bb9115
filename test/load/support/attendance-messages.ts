/** Orders of the attendance bench to the process of the server; each is answered with a number. */
export type AttendanceOrder =
  /** Spreads the viewers who are in over so many regions. Answers how many there are. */
  | { order: 'spread'; regions: number }
  /** So many people come a second, and as many go, for so long. Answers the CPU that took, in microseconds. */
  | { order: 'churn'; perSecond: number; seconds: number }
  /** Answers how often everybody has been told so far. */
  | { order: 'pushes' }
  /** Tells everybody of each of so many joins, one after the other. Answers the CPU of one, in microseconds. */
  | { order: 'broadcast'; joins: number };

export type AttendanceReply = { ready: { port: number } } | { answer: number };
