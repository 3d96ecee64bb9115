import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In, IsNull } from 'typeorm';
import { Invite } from './invite.entity.js';

/** Somebody in a rally. */
export interface Visitor {
  rallyId: string;
  identityId: string;
}

export type UseResult = 'used' | 'used-before' | 'used-up';

@Injectable()
export class InvitesRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async insert(invite: Omit<Invite, 'createdAt' | 'used' | 'revokedAt'>): Promise<void> {
    await this.db.getRepository(Invite).insert({ ...invite, used: 0, revokedAt: null });
  }

  find(id: string): Promise<Invite | null> {
    return this.db.getRepository(Invite).findOneBy({ id });
  }

  /** Of a rally; with null, of the whole organisation. Newest first. */
  list(organisationId: string, rallyId: string | null): Promise<Invite[]> {
    return this.db
      .getRepository(Invite)
      .find({ where: { organisationId, rallyId: rallyId ?? IsNull() }, order: { createdAt: 'DESC' } });
  }

  labels(ids: readonly string[]): Promise<Pick<Invite, 'id' | 'label'>[]> {
    return this.db.getRepository(Invite).find({ where: { id: In([...ids]) }, select: { id: true, label: true } });
  }

  /** What speakers are called whose links can still be used. */
  async expectedSpeakers(): Promise<string[]> {
    const rows = await this.db.query<{ label: string }[]>(
      `select distinct label from invites
        where role = 'speaker' and revoked_at is null and expires_at > now() and used < quota`,
    );
    return rows.map(({ label }) => label);
  }

  /** Languages of links for interpreters that can still be used, or have been. */
  async interpretedLanguages(rallyId: string): Promise<SpokenLanguage[]> {
    const rows = await this.db.query<{ language: SpokenLanguage }[]>(
      `select distinct language from invites
        where rally_id = $1 and role = 'interpreter' and language is not null and revoked_at is null
          and (used > 0 or expires_at > now())`,
      [rallyId],
    );
    return rows.map(({ language }) => language);
  }

  /** Every path that an invite carries. */
  async regionPaths(): Promise<string[]> {
    const rows = await this.db.query<{ path: string }[]>('select distinct region_path as path from invites');
    return rows.map(({ path }) => path);
  }

  async relocate(from: string, to: string): Promise<void> {
    await this.db.getRepository(Invite).update({ regionPath: from }, { regionPath: to });
  }

  async revoke(id: string): Promise<void> {
    await this.db.getRepository(Invite).update({ id, revokedAt: IsNull() }, { revokedAt: () => 'now()' });
  }

  /** Takes one of the quota for this identity, once; the row's lock makes simultaneous last uses take turns. */
  async use(id: string, identityId: string): Promise<UseResult> {
    return this.db.transaction(async (tx) => {
      const [{ quota, used }] = await tx.query<[{ quota: number; used: number }]>(
        'select quota, used from invites where id = $1 for update',
        [id],
      );
      const [before] = await tx.query<unknown[]>(
        'select 1 from invite_uses where invite_id = $1 and identity_id = $2',
        [id, identityId],
      );
      if (before) return 'used-before';
      if (used >= quota) return 'used-up';
      await tx.query('insert into invite_uses (invite_id, identity_id) values ($1, $2)', [id, identityId]);
      await tx.query('update invites set used = used + 1 where id = $1', [id]);
      return 'used';
    });
  }

  /** The language of the newest link by which this identity became an interpreter; null where it names none. */
  async languageFor(rallyId: string, identityId: string): Promise<SpokenLanguage | null> {
    const [row] = await this.db.query<{ language: SpokenLanguage | null }[]>(
      `select i.language from invites i join invite_uses u on u.invite_id = i.id
        where i.rally_id = $1 and u.identity_id = $2 and i.role = 'interpreter'
        order by i.created_at desc limit 1`,
      [rallyId, identityId],
    );
    return row?.language ?? null;
  }

  /** Whether this identity has redeemed any link into the rally, for whatever role. */
  async wasRedeemedBy(rallyId: string, identityId: string): Promise<boolean> {
    const [found] = await this.db.query<unknown[]>(
      `select 1 from invite_uses u join invites i on i.id = u.invite_id
       where u.identity_id = $2 and (i.rally_id = $1 or i.rally_id is null) limit 1`,
      [rallyId, identityId],
    );
    return found !== undefined;
  }

  /** Who has come into the rally by a link since then, in the order in which they came. */
  usesSince(rallyId: string, since: Date): Promise<{ identityId: string; usedAt: Date }[]> {
    return this.db.query(
      `select u.identity_id as "identityId", u.used_at as "usedAt"
         from invite_uses u join invites i on i.id = u.invite_id and (i.rally_id = $1 or i.rally_id is null)
        where u.used_at >= $2 order by u.used_at`,
      [rallyId, since],
    );
  }

  /** Which link each of the people has come by last, of those into their rally; none for who came by none. */
  usedBy(people: readonly Visitor[]): Promise<(Visitor & { inviteId: string })[]> {
    return this.db.query(
      `select distinct on (p.rally, p.identity) p.rally as "rallyId", p.identity as "identityId", i.id as "inviteId"
         from unnest($1::uuid[], $2::uuid[]) p(rally, identity)
         join invite_uses u on u.identity_id = p.identity
         join invites i on i.id = u.invite_id and (i.rally_id = p.rally or i.rally_id is null)
        order by p.rally, p.identity, u.used_at desc`,
      [people.map(({ rallyId }) => rallyId), people.map(({ identityId }) => identityId)],
    );
  }
}
