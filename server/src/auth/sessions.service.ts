import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RenewSessionDto, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { PayloadError } from '@sammelan/shared/contract/parse.js';
import { v7 as uuid } from 'uuid';
import { UnauthenticatedError } from '../access/access.errors.js';
import { CallersService } from '../access/callers.service.js';
import { type RenewalClaims, type SessionClaims, TokensService } from '../access/tokens.service.js';
import { Connections } from '../realtime/connections.js';
import { isDeviceKey, provesDevice } from './device-proof.js';
import { type SessionRow, SessionsRepository } from './sessions.repository.js';
import { UsedChallenges } from './used-challenges.js';

/** Longer than any token of an ended session is good for. */
const rememberHours = 1;

/** Longer than any renewal is good for. */
const keptDays = 31;

/** Who a session is for. */
export type Holder = Pick<SessionClaims, 'identityId' | 'deviceId' | 'name'>;

/**
 * Sessions: a token for minutes, and a renewal that carries it on. Where the browser has a device key, a renewal wants its
 * signature under a fresh challenge, and costs no row; elsewhere renewals take turns in the database, so that a copy shows.
 */
@Injectable()
export class SessionsService implements OnModuleInit {
  private readonly challenges = new UsedChallenges();
  private readonly ended = new Set<string>();
  /** Of whoever has an account, the sessions in force: no others are good for them. */
  private readonly kept = new Map<string, Set<string>>();

  constructor(
    private readonly repository: SessionsRepository,
    private readonly tokens: TokensService,
    private readonly callers: CallersService,
    private readonly connections: Connections,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.repository.sweep(keptDays);
    for (const id of await this.repository.endedWithin(rememberHours)) this.ended.add(id);
    for (const { id, identityId, ended } of await this.repository.kept()) {
      const sessions = this.kept.get(identityId) ?? new Set();
      this.kept.set(identityId, ended ? sessions : sessions.add(id));
    }
    this.callers.checkSessionsBy((session) => this.demandInForce(session));
  }

  /** Begins a session. @throws PayloadError for a key that is none */
  async begin(holder: Holder, deviceKey?: string, sessionId: string = uuid()): Promise<SessionView> {
    if (deviceKey !== undefined && !(await isDeviceKey(deviceKey))) {
      throw new PayloadError({ deviceKey: ['must be a P-256 point'] });
    }
    return this.issue(holder, { sessionId, renewalId: uuid(), deviceKey: deviceKey ?? null });
  }

  /** A further token in the session at hand, or, for a caller of an earlier release, a session. */
  async goOn({ sessionId, ...holder }: SessionClaims): Promise<SessionView> {
    if (sessionId === null) return this.begin(holder);
    const { identityId, name } = holder;
    return { ...(await this.tokens.signSession({ ...holder, sessionId })), identityId, name };
  }

  challenge(): Promise<string> {
    return this.tokens.signTicket('challenge', { identityId: null, secret: null });
  }

  /** Keeps the session at hand for an account that was just made: from here on this identity is good in kept ones only. */
  async keep(session: Holder & { sessionId: string }, browser: string): Promise<void> {
    await this.repository.keep({ ...session, browser });
    this.kept.set(session.identityId, (this.kept.get(session.identityId) ?? new Set()).add(session.sessionId));
  }

  /** Begins a session of an account. @throws PayloadError for a key that is none */
  async beginKept(holder: Holder, deviceKey: string | undefined, browser: string): Promise<SessionView> {
    const sessionId = uuid();
    const session = await this.begin(holder, deviceKey, sessionId);
    await this.keep({ ...holder, sessionId }, browser);
    return session;
  }

  /** An account's sessions in force. */
  listKept(identityId: string): Promise<SessionRow[]> {
    return this.repository.of(identityId);
  }

  /** Ends those of the account's sessions that `wanted` picks: tokens, renewals and live sockets, at once. */
  async endKept(identityId: string, wanted: (sessionId: string) => boolean): Promise<number> {
    const sessions = this.kept.get(identityId);
    const ids = [...(sessions ?? [])].filter(wanted);
    await this.repository.end(ids);
    for (const id of ids) {
      sessions?.delete(id);
      this.connections.endSession(identityId, id);
    }
    return ids.length;
  }

  /** The session's next token and renewal. @throws UnauthenticatedError */
  async renew(dto: RenewSessionDto): Promise<SessionView> {
    const renewal = await this.tokens.readRenewal(dto.renewal);
    const { identityId, name } = await this.tokens.readEndedSession(dto.token);
    if (identityId !== renewal.identityId) throw new UnauthenticatedError();
    this.demandInForce(renewal);
    if (this.kept.has(identityId)) await this.repository.seen(renewal.sessionId);
    const renewalId = renewal.deviceKey === null ? await this.turn(renewal) : await this.prove(renewal.deviceKey, dto);
    return this.issue({ identityId, deviceId: renewal.deviceId, name }, { ...renewal, renewalId });
  }

  private async prove(deviceKey: string, { renewal, challenge, signature }: RenewSessionDto): Promise<string> {
    if (challenge === undefined || signature === undefined) throw new UnauthenticatedError();
    const asked = await this.tokens.readTicket('challenge', challenge);
    if (asked === null) throw new UnauthenticatedError();
    if (!(await provesDevice(deviceKey, { renewal, challenge, signature }))) throw new UnauthenticatedError();
    if (!this.challenges.use(asked, Date.now())) throw new UnauthenticatedError();
    return uuid();
  }

  private async turn({ renewalId, ...renewal }: RenewalClaims): Promise<string> {
    const counts = await this.repository.turn({ ...renewal, presented: renewalId, next: uuid() });
    if (counts !== null) return counts;
    this.ended.add(renewal.sessionId);
    throw new UnauthenticatedError();
  }

  private demandInForce({ identityId, sessionId }: Pick<SessionClaims, 'identityId' | 'sessionId'>): void {
    const kept = this.kept.get(identityId);
    if (kept && (sessionId === null || !kept.has(sessionId))) throw new UnauthenticatedError();
    if (sessionId !== null && this.ended.has(sessionId)) throw new UnauthenticatedError();
  }

  private async issue(
    holder: Holder,
    session: Pick<RenewalClaims, 'sessionId' | 'renewalId' | 'deviceKey'>,
  ): Promise<SessionView> {
    const { identityId, deviceId, name } = holder;
    const [signed, renewal] = await Promise.all([
      this.tokens.signSession({ ...holder, sessionId: session.sessionId }),
      this.tokens.signRenewal({ identityId, deviceId, ...session }),
    ]);
    return { ...signed, identityId, name, renewal };
  }
}
