import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `attendance_processes.beat_at` is the heartbeat of all sessions of a process: a process that is killed closes none, so
 * whoever finds its heart still closes them at the last beat. Samples are written when a count has changed since the last
 * one, every ten seconds at most.
 */
export class Attendance1760000021000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table attendance_processes (
        id uuid primary key,
        beat_at timestamptz not null
      );
      create table attendance_sessions (
        id uuid primary key,
        rally_id uuid not null references rallies (id),
        identity_id uuid not null,
        region_path text not null,
        process_id uuid not null,
        joined_at timestamptz not null,
        left_at timestamptz
      );
      create index attendance_sessions_rally on attendance_sessions (rally_id, joined_at, id);
      create index attendance_sessions_open on attendance_sessions (process_id) where left_at is null;
      create table attendance_nodes (
        id int generated always as identity primary key,
        rally_id uuid not null references rallies (id),
        region_path text not null,
        peak int not null,
        total int not null,
        unique (rally_id, region_path)
      );
      create table attendance_samples (
        node int not null references attendance_nodes (id),
        at timestamptz not null,
        now int not null,
        primary key (node, at)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'drop table attendance_samples; drop table attendance_nodes; drop table attendance_sessions; drop table attendance_processes',
    );
  }
}
