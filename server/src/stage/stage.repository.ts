import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Hand } from './hand.entity.js';
import { Programme } from './programme.entity.js';
import { Seat } from './seat.entity.js';

@Injectable()
export class StageRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** Rallies that have anyone on their stage. */
  async ralliesWithSeats(): Promise<string[]> {
    const rows = await this.db.query<{ rally_id: string }[]>('select distinct rally_id from stage_seats');
    return rows.map((row) => row.rally_id);
  }

  async load(rallyId: string): Promise<{ seats: Seat[]; programme: Programme | null; hands: Hand[] }> {
    const [seats, programme, hands] = await Promise.all([
      this.db.getRepository(Seat).find({ where: { rallyId }, order: { createdAt: 'ASC' } }),
      this.db.getRepository(Programme).findOneBy({ rallyId }),
      this.db.getRepository(Hand).find({ where: { rallyId }, order: { raisedAt: 'ASC' } }),
    ]);
    return { seats, programme, hands };
  }

  async insertSeat(seat: Seat): Promise<void> {
    await this.db.getRepository(Seat).insert(seat);
  }

  async updateSeat(id: string, change: Partial<Omit<Seat, 'id'>>): Promise<void> {
    await this.db.getRepository(Seat).update({ id }, change);
  }

  /** Stores the programme and since when each seat in it is on air; every other seat is not. */
  async saveProgramme(programme: Programme, onAirSince: ReadonlyMap<string, Date>): Promise<void> {
    const { rallyId } = programme;
    await this.db.transaction(async (tx) => {
      await tx.upsert(Programme, programme, ['rallyId']);
      await tx.query('update stage_seats set on_air_since = null where rally_id = $1', [rallyId]);
      for (const [id, since] of onAirSince) await tx.update(Seat, { id }, { onAirSince: since });
    });
  }

  async deleteSeats(ids: readonly string[]): Promise<void> {
    await this.db.query('delete from stage_seats where id = any($1)', [ids]);
  }

  async insertHand(hand: Hand): Promise<void> {
    await this.db.getRepository(Hand).createQueryBuilder().insert().values(hand).orIgnore().execute();
  }

  async deleteHand(rallyId: string, identityId: string): Promise<void> {
    await this.db.getRepository(Hand).delete({ rallyId, identityId });
  }

  async deleteHands(rallyId: string): Promise<void> {
    await this.db.getRepository(Hand).delete({ rallyId });
  }
}
