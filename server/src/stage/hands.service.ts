import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { handsPerStage, invitedGrantMs } from '@sammelan/shared/stage/stage.rules.js';
import type { RallyCaller } from '../access/caller.js';
import { GrantsService } from '../access/grants.service.js';
import { AuditService } from '../audit/audit.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import type { Hand } from './hand.entity.js';
import type { Seat } from './seat.entity.js';
import { SeatsService } from './seats.service.js';
import { AlreadySeatedError, HandClosedError, HandMissingError } from './stage.errors.js';
import { StageRepository } from './stage.repository.js';
import { StageStore } from './stage-store.service.js';
import type { Stage } from './stage.js';

/** Viewers who ask to speak: a queue that the producer takes people to the green room from. */
@Injectable()
export class HandsService implements OnModuleInit {
  private readonly otherGifts: ((grantId: string) => Promise<boolean>)[] = [];

  constructor(
    private readonly store: StageStore,
    private readonly repository: StageRepository,
    private readonly seats: SeatsService,
    private readonly grants: GrantsService,
    private readonly rallies: RalliesService,
    private readonly broadcaster: Broadcaster,
    private readonly audit: AuditService,
  ) {}

  onModuleInit(): void {
    this.seats.onEnded((seat, reason) => this.backToTheAudience(seat, reason));
  }

  /** Raising it twice leaves it where it is in the queue. @throws HandClosedError, AlreadySeatedError */
  async raise(caller: RallyCaller): Promise<Hand> {
    const { rallyId, identityId } = caller;
    if (!isStageOpen((await this.rallies.get(rallyId)).state)) throw new HandClosedError();
    return this.store.change(rallyId, async (stage) => {
      if (stage.seatOf(identityId)) throw new AlreadySeatedError();
      const up = stage.hands.get(identityId);
      if (up) return up;
      if (stage.hands.size >= handsPerStage) throw new HandClosedError();
      const name = caller.name ?? '';
      const hand = { rallyId, identityId, name, regionPath: caller.region?.path ?? null, raisedAt: new Date() };
      await this.repository.insertHand(hand);
      stage.hands.set(identityId, hand);
      return hand;
    });
  }

  /** Nothing happens where it is not up. */
  async lower(rallyId: string, identityId: string): Promise<void> {
    await this.store.change(rallyId, (stage) => this.takeDown(stage, identityId));
  }

  /** Lets the viewer come to the green room: they may sit down from now on. @throws HandMissingError */
  async invite(by: RallyCaller, identityId: string): Promise<Stage> {
    const { rallyId, organisationId } = by;
    return this.store.change(rallyId, async (stage) => {
      const hand = stage.hands.get(identityId);
      if (!hand) throw new HandMissingError();
      const expiresAt = new Date(Date.now() + invitedGrantMs);
      await this.grants.give({
        identityId,
        name: hand.name,
        organisationId,
        role: 'speaker',
        rallyId,
        regionPath: '/',
        grantedBy: by.identityId,
        expiresAt,
      });
      await this.takeDown(stage, identityId);
      await this.audit.record({
        actor: by,
        action: 'stage.invite',
        subject: hand.name,
        details: { identityId },
        rallyId,
      });
      this.broadcaster.toIdentity(rallyId, identityId, 'hand:invited', undefined);
      return stage;
    });
  }

  /** A feature that gives speakers their role in another way says which of these roles are its own: they outlive the seat. */
  keepGrants(isGift: (grantId: string) => Promise<boolean>): void {
    this.otherGifts.push(isGift);
  }

  /** @throws HandMissingError */
  async dismiss(rallyId: string, identityId: string): Promise<Stage> {
    return this.store.change(rallyId, async (stage) => {
      if (!stage.hands.has(identityId)) throw new HandMissingError();
      await this.takeDown(stage, identityId);
      this.broadcaster.toIdentity(rallyId, identityId, 'hand:dismissed', undefined);
      return stage;
    });
  }

  private async takeDown(stage: Stage, identityId: string): Promise<void> {
    await this.repository.deleteHand(stage.rallyId, identityId);
    stage.hands.delete(identityId);
  }

  /** Whoever came by a raised hand loses the right to speak with the seat; whoever was invited by a link keeps it. */
  private async backToTheAudience(seat: Seat, reason: string): Promise<void> {
    if (reason === 'revoked') return;
    const grants = await this.grants.ofRally(seat.rallyId);
    const byHand = grants.filter(
      (grant) => grant.memberId === seat.identityId && grant.role === 'speaker' && grant.inviteId === null,
    );
    for (const { id } of byHand) {
      const kept = await Promise.all(this.otherGifts.map((isGift) => isGift(id)));
      if (!kept.includes(true)) await this.grants.revoke(id, seat.identityId);
    }
  }
}
