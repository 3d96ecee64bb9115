import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { CommandRouter } from '../realtime/command-router.js';
import { Connections } from '../realtime/connections.js';
import { MetricsService } from './metrics.service.js';

/** Figures that belong to no feature: sockets, commands being answered, the database pool. */
@Injectable()
export class ProcessMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: MetricsService,
    private readonly connections: Connections,
    private readonly router: CommandRouter,
    @InjectDataSource() private readonly db: DataSource,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge('sockets', 'Sockets that are in.', () => this.connections.count);
    this.metrics.gauge('commands_in_flight', 'Commands being answered.', () => this.router.inFlight);
    const { master: pool } = this.db.driver as unknown as { master: Pool };
    this.metrics.gauge(
      'database_connections',
      'Connections of the database pool, and queries that wait for one.',
      () => [
        [{ state: 'open' }, pool.totalCount],
        [{ state: 'idle' }, pool.idleCount],
        [{ state: 'waiting' }, pool.waitingCount],
      ],
      ['state'],
    );
  }
}
