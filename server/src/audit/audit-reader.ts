import type { KeyObject } from 'node:crypto';
import type { AuditVerificationView } from '@sammelan/shared/audit/audit.dto.js';
import { type ChainedRow, type ListHead, type Root, verifyChain, type Witness } from './audit-chain.js';

/** Runs SQL: the server's own connections, or one of a command that runs beside it. */
export type Query = <Row>(sql: string, values: unknown[]) => Promise<Row[]>;

/** Rows read at once: ~2 MB, and other work of the process waits a few milliseconds for them. */
const pageRows = 5000;

const columns = `seq, organisation_id as "organisationId", rally_id as "rallyId", audit_time(at) as at, actor_id as "actorId",
  actor_name as "actorName", action, subject, details::text as details, hash`;

async function* pagesOf(query: Query): AsyncGenerator<ChainedRow[]> {
  for (let after = '0'; ;) {
    const sql = `select ${columns} from audit where seq > $1 order by seq limit ${pageRows}`;
    const page = await query<ChainedRow>(sql, [after]);
    yield page;
    if (page.length < pageRows) return;
    after = page.at(-1)!.seq;
  }
}

/** Every root, as it was signed. */
export const rootsOf = (query: Query): Promise<Root[]> =>
  query<Root>('select number, seq, hash, audit_time(at) as at, signature from audit_roots order by number', []);

/** Checks the whole list and its roots. See `verifyChain`. */
export async function verifyAudit(
  query: Query,
  key: KeyObject,
  witnesses: readonly Witness[] = [],
): Promise<AuditVerificationView> {
  const started = performance.now();
  // Roots first: rows that come meanwhile are not signed yet.
  const outcome = await verifyChain(pagesOf(query), await rootsOf(query), key, witnesses);
  const milliseconds = Math.round(performance.now() - started);
  return { at: new Date().toISOString(), milliseconds, ...outcome };
}

/** The last row's number and hash; null where there is none. */
export async function headOf(query: Query): Promise<ListHead | null> {
  return (await query<ListHead>('select seq, hash from audit order by seq desc limit 1', []))[0] ?? null;
}

/** Whether this row is still in its place. */
export async function holds(query: Query, { seq, hash }: ListHead): Promise<boolean> {
  return (await query('select 1 from audit where seq = $1 and hash = $2', [seq, hash])).length === 1;
}
