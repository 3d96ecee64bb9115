import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

export interface Account {
  identityId: string;
  login: string;
  passwordHash: string;
  /** Whose display name the session carries. */
  name: string;
  totp: { sealed: Buffer; keyId: string } | null;
}

interface Row extends Omit<Account, 'totp'> {
  sealed: Buffer | null;
  keyId: string | null;
}

const columns = `a.identity_id as "identityId", a.login, a.password_hash as "passwordHash", m.name,
                 a.totp_sealed as sealed, a.totp_key_id as "keyId"`;

@Injectable()
export class AccountsRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async find(identityId: string): Promise<Account | null> {
    return this.one('a.identity_id = $1', identityId);
  }

  async byLogin(login: string): Promise<Account | null> {
    return this.one('a.login = $1', login);
  }

  /** False where the identity has an account or somebody has the login. */
  async insert(identityId: string, login: string, passwordHash: string): Promise<boolean> {
    const made = await this.db.query<unknown[]>(
      `insert into accounts (identity_id, login, password_hash) values ($1, $2, $3)
       on conflict do nothing returning 1`,
      [identityId, login, passwordHash],
    );
    return made.length === 1;
  }

  async setPassword(identityId: string, passwordHash: string): Promise<void> {
    await this.db.query('update accounts set password_hash = $2 where identity_id = $1', [identityId, passwordHash]);
  }

  async setTotp(identityId: string, { sealed, keyId }: { sealed: Buffer; keyId: string }, step: number): Promise<void> {
    await this.db.query(
      'update accounts set totp_sealed = $2, totp_key_id = $3, totp_last_step = $4 where identity_id = $1',
      [identityId, sealed, keyId, step],
    );
  }

  /** False where a code of this or a later step was used before. */
  async useStep(identityId: string, step: number): Promise<boolean> {
    const [, used] = await this.db.query<[unknown, number]>(
      `update accounts set totp_last_step = $2
        where identity_id = $1 and (totp_last_step is null or totp_last_step < $2)`,
      [identityId, step],
    );
    return used === 1;
  }

  /** Makes these the recovery codes; earlier ones are void. */
  async replaceRecoveryCodes(identityId: string, hashes: Buffer[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query('delete from recovery_codes where identity_id = $1', [identityId]);
      await tx.query('insert into recovery_codes (identity_id, code_hash) select $1, unnest($2::bytea[])', [
        identityId,
        hashes,
      ]);
    });
  }

  async useRecoveryCode(identityId: string, hash: Buffer): Promise<boolean> {
    const [, used] = await this.db.query<[unknown, number]>(
      'update recovery_codes set used_at = now() where identity_id = $1 and code_hash = $2 and used_at is null',
      [identityId, hash],
    );
    return used === 1;
  }

  async recoveryCodesLeft(identityId: string): Promise<number> {
    const [row] = await this.db.query<[{ left: number }]>(
      'select count(*)::int as left from recovery_codes where identity_id = $1 and used_at is null',
      [identityId],
    );
    return row.left;
  }

  private async one(where: string, value: string): Promise<Account | null> {
    const sql = `select ${columns} from accounts a join members m on m.id = a.identity_id where ${where}`;
    const [row] = await this.db.query<Row[]>(sql, [value]);
    if (!row) return null;
    const { sealed, keyId, ...account } = row;
    return { ...account, totp: sealed && keyId !== null ? { sealed, keyId } : null };
  }
}
