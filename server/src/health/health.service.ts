import { Injectable } from '@nestjs/common';
import { HealthRepository } from './health.repository.js';

/** A database that does not answer in this time is as good as away. */
const pingTimeoutMs = 2000;

@Injectable()
export class HealthService {
  private state: 'starting' | 'up' | 'draining' = 'starting';

  constructor(private readonly repository: HealthRepository) {}

  /** Everything is there: the server takes people in. */
  started(): void {
    this.state = 'up';
  }

  /** From here on the server is not ready: it finishes what it has and takes nobody new. */
  drain(): void {
    this.state = 'draining';
  }

  /** Why the server cannot take people in, or null. */
  async trouble(): Promise<string | null> {
    if (this.state === 'starting') return 'The server is coming up.';
    if (this.state === 'draining') return 'The server is going down.';
    const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), pingTimeoutMs).unref());
    const answered = await Promise.race([this.repository.ping(), late]).then(
      () => true,
      () => false,
    );
    return answered ? null : 'The database does not answer.';
  }
}
