import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

export interface Passkey {
  /** The credential's id, base64url. */
  id: string;
  identityId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

const columns = `id, identity_id as "identityId", public_key as "publicKey", counter::float8, transports, name,
                 created_at as "createdAt", last_used_at as "lastUsedAt"`;

@Injectable()
export class PasskeysRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async find(id: string): Promise<Passkey | null> {
    return (await this.db.query<Passkey[]>(`select ${columns} from passkeys where id = $1`, [id]))[0] ?? null;
  }

  of(identityId: string): Promise<Passkey[]> {
    return this.db.query(`select ${columns} from passkeys where identity_id = $1 order by created_at`, [identityId]);
  }

  /** False where somebody has it. */
  async insert(passkey: Omit<Passkey, 'createdAt' | 'lastUsedAt'>): Promise<boolean> {
    const { id, identityId, publicKey, counter, transports, name } = passkey;
    const made = await this.db.query<unknown[]>(
      `insert into passkeys (id, identity_id, public_key, counter, transports, name)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1`,
      [id, identityId, publicKey, counter, transports, name],
    );
    return made.length === 1;
  }

  async used(id: string, counter: number): Promise<void> {
    await this.db.query('update passkeys set counter = $2, last_used_at = now() where id = $1', [id, counter]);
  }

  async remove(identityId: string, id: string): Promise<void> {
    await this.db.query('delete from passkeys where identity_id = $1 and id = $2', [identityId, id]);
  }
}
