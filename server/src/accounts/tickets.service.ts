import { Injectable } from '@nestjs/common';
import { type Ticket, type TicketUse, TokensService } from '../access/tokens.service.js';
import { UsedChallenges } from '../auth/used-challenges.js';
import { TicketOverError } from './accounts.errors.js';

/** What links the steps of signing in: signed, good for minutes, and once where it must be. */
@Injectable()
export class TicketsService {
  private readonly used = new UsedChallenges();

  constructor(private readonly tokens: TokensService) {}

  give(use: TicketUse, ticket: Pick<Ticket, 'identityId' | 'secret'>): Promise<string> {
    return this.tokens.signTicket(use, ticket);
  }

  /** @throws TicketOverError */
  async read(use: TicketUse, token: string): Promise<Ticket> {
    const ticket = await this.tokens.readTicket(use, token);
    if (!ticket || this.used.has(ticket.id)) throw new TicketOverError();
    return ticket;
  }

  /** Reads it, and lets nobody use it again. @throws TicketOverError */
  async take(use: TicketUse, token: string): Promise<Ticket> {
    const ticket = await this.read(use, token);
    if (!this.used.use(ticket, Date.now())) throw new TicketOverError();
    return ticket;
  }
}
