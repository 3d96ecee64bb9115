import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/**
 * A statement that each connection parses and plans once, under `name`: for those that run hundreds of times a second and
 * take the planner as long as a good part of their work. TypeORM's own queries are planned anew each time.
 */
export const prepared =
  (db: DataSource, name: string, text: string) =>
  async <Row extends object>(values: unknown[]): Promise<Row[]> => {
    const { master } = db.driver as unknown as { master: Pool };
    return (await master.query<Row>({ name, text, values })).rows;
  };
