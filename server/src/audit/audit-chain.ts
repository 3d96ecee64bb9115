import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import type { AuditFault, AuditVerificationView } from '@sammelan/shared/audit/audit.dto.js';

/** A row of the list as it is hashed: every field as the database writes it. */
export interface ChainedRow {
  seq: string;
  organisationId: string;
  rallyId: string | null;
  /** UTC, to the microsecond: `2026-11-22T19:00:00.123456Z`. */
  at: string;
  actorId: string | null;
  actorName: string;
  action: string;
  subject: string;
  /** jsonb as PostgreSQL writes it. */
  details: string;
  hash: Buffer;
}

/** The number and hash of a row that was once the last. */
export interface ListHead {
  seq: string;
  hash: Buffer;
}

/** A head that is known from elsewhere; not genuine where the server's signature over it is not its own. */
export interface Witness extends ListHead {
  genuine: boolean;
}

/** What the server signs every minute: the number and hash of the last row then. */
export interface RootContent {
  number: string;
  seq: string;
  hash: Buffer;
  /** ISO, UTC. */
  at: string;
}
export type Root = RootContent & { signature: Buffer };

/** A netstring (https://cr.yp.to/proto/netstrings.txt), `-,` for null: no two lists of fields are written alike. */
const field = (value: string | null): string => (value === null ? '-,' : `${Buffer.byteLength(value)}:${value},`);

/** SHA-256 over the hash of the row before (nothing before the first) and the row's fields. As `audit_hash` in the database. */
export function hashOf(previous: Buffer, row: Omit<ChainedRow, 'hash'>): Buffer {
  const { seq, organisationId, rallyId, at, actorId, actorName, action, subject, details } = row;
  const content = [seq, organisationId, rallyId, at, actorId, actorName, action, subject, details].map(field).join('');
  return createHash('sha256').update(previous).update(content).digest();
}

const rootContent = ({ number, seq, hash, at }: RootContent, previous: Buffer | null): Buffer =>
  Buffer.from(
    ['sammelan audit root', number, seq, hash.toString('hex'), at, previous?.toString('hex') ?? null]
      .map(field)
      .join(''),
  );

/** What is signed of the newest row, for the file beside the database. */
export const witnessContent = ({ seq, hash }: ListHead, at: string): Buffer =>
  Buffer.from(['sammelan audit head', seq, hash.toString('hex'), at].map(field).join(''));

/** Signs a root (Ed25519, RFC 8032) together with the signature of the one before, so that none can be taken out. */
export const signRoot = (root: RootContent, previous: Buffer | null, key: KeyObject): Buffer =>
  sign(null, rootContent(root, previous), key);

/**
 * Walks the whole list and every root, and names the first bad row. A row that was changed or put elsewhere does not have its
 * hash; one that was taken out leaves its number free; a list that was written anew from some row on has other hashes than
 * the roots that were signed.
 * @param pages rows in the order of their numbers
 * @param roots in the order of theirs
 * @param key that verifies the roots
 * @param witnesses rows that are known from elsewhere to have been there: the roots go with the rows where somebody takes the
 * newest of both
 */
export async function verifyChain(
  pages: AsyncIterable<readonly ChainedRow[]>,
  roots: readonly Root[],
  key: KeyObject,
  witnesses: readonly Witness[] = [],
): Promise<Omit<AuditVerificationView, 'at' | 'milliseconds'>> {
  const forged = firstForged(roots, key);
  const signed = forged === null ? roots : roots.slice(0, forged);
  const known = new Map(witnesses.filter(({ genuine }) => genuine).map((one) => [Number(one.seq), one.hash]));
  let previous: Buffer = Buffer.alloc(0);
  let last = 0;
  let rows = 0;
  let next = 0;
  const found = (fault: AuditFault | null) => ({
    ok: fault === null,
    rows,
    roots: roots.length,
    unsigned: last - Number(roots.at(-1)?.seq ?? 0),
    fault,
  });
  for await (const page of pages) {
    for (const row of page) {
      const seq = Number(row.seq);
      const hash = hashOf(previous, row);
      if (!hash.equals(row.hash)) {
        return found(seq === last + 1 ? { seq, kind: 'changed' } : { seq: last + 1, kind: 'missing' });
      }
      for (let root = signed[next]; root && Number(root.seq) <= seq; root = signed[++next]) {
        if (Number(root.seq) < seq) return found({ seq: Number(root.seq), kind: 'missing' });
        if (!root.hash.equals(hash)) return found({ seq: Number(signed[next - 1]?.seq ?? 0) + 1, kind: 'rewritten' });
      }
      if (known.get(seq)?.equals(hash) === false) {
        return found({ seq: Number(signed[next - 1]?.seq ?? 0) + 1, kind: 'rewritten' });
      }
      previous = hash;
      last = seq;
      rows += 1;
    }
  }
  if (next < signed.length || Math.max(0, ...known.keys()) > last) return found({ seq: last + 1, kind: 'missing' });
  if (forged !== null) return found({ seq: Number(roots[forged - 1]?.seq ?? 0) + 1, kind: 'unsigned' });
  const forgedNote = witnesses.find(({ genuine }) => !genuine);
  if (forgedNote) return found({ seq: Number(forgedNote.seq), kind: 'unsigned' });
  return found(null);
}

/** The index of the first root that is not this key's, or does not follow on the one before. */
function firstForged(roots: readonly Root[], key: KeyObject): number | null {
  let previous: Buffer | null = null;
  for (const [index, root] of roots.entries()) {
    const isNext = root.number === String(index + 1);
    if (!isNext || !verify(null, rootContent(root, previous), key, root.signature)) return index;
    previous = root.signature;
  }
  return null;
}
