import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RenewSessionDto, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { PayloadError } from '@sammelan/shared/contract/parse.js';
import { v7 as uuid } from 'uuid';
import { UnauthenticatedError } from '../access/access.errors.js';
import { CallersService } from '../access/callers.service.js';
import { type RenewalClaims, type SessionClaims, TokensService } from '../access/tokens.service.js';
import { isDeviceKey, provesDevice } from './device-proof.js';
import { SessionsRepository } from './sessions.repository.js';
import { UsedChallenges } from './used-challenges.js';

/** Longer than any token of an ended session is good for. */
const rememberHours = 1;

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

  constructor(
    private readonly repository: SessionsRepository,
    private readonly tokens: TokensService,
    private readonly callers: CallersService,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const id of await this.repository.endedWithin(rememberHours)) this.ended.add(id);
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
    return this.tokens.signChallenge();
  }

  /** The session's next token and renewal. @throws UnauthenticatedError */
  async renew(dto: RenewSessionDto): Promise<SessionView> {
    const renewal = await this.tokens.readRenewal(dto.renewal);
    const { identityId, name } = await this.tokens.readEndedSession(dto.token);
    if (identityId !== renewal.identityId) throw new UnauthenticatedError();
    this.demandInForce({ ...renewal, name });
    const renewalId = renewal.deviceKey === null ? await this.turn(renewal) : await this.prove(renewal.deviceKey, dto);
    return this.issue({ identityId, deviceId: renewal.deviceId, name }, { ...renewal, renewalId });
  }

  private async prove(deviceKey: string, { renewal, challenge, signature }: RenewSessionDto): Promise<string> {
    if (challenge === undefined || signature === undefined) throw new UnauthenticatedError();
    const asked = await this.tokens.readChallenge(challenge);
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

  private demandInForce({ sessionId }: SessionClaims): void {
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
