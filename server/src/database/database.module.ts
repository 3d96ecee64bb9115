import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { migrations } from './migrations.js';
import { SnakeNaming } from './naming.js';

/**
 * Connections to PostgreSQL that the pool may hold. Hot paths write in batches, so few are busy at once; PostgreSQL's own
 * default allows 100 over all processes.
 */
const poolSize = 20;

@Module({})
export class DatabaseModule {
  /** Connects to `url`, and brings the schema up to date before anything else starts. */
  static connect(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          // The same one as everywhere here; TypeORM would look for one by itself.
          driver: pg,
          url,
          autoLoadEntities: true,
          migrations,
          migrationsRun: true,
          migrationsTransactionMode: 'each',
          namingStrategy: new SnakeNaming(),
          // `findOneBy({ id: undefined })` must never mean "any row".
          invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
          poolSize,
          retryAttempts: 3,
          retryDelay: 500,
          extra: { application_name: 'sammelan' },
        }),
      ],
    };
  }
}
