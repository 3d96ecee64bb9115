import { Injectable } from '@nestjs/common';

type Locate = (rallyId: string) => Promise<string | null>;
type Listener = (rallyId: string) => void;

/**
 * The region each rally is for, by the rally's id: what the policy measures a grant against. `rallies` says it; a rally is
 * asked for once and then kept, so that a command costs no query.
 */
@Injectable()
export class RallyScopes {
  private readonly paths = new Map<string, string>();
  private readonly listeners: Listener[] = [];
  private locate: Locate | null = null;

  /** The feature that knows rallies says how one is found: its region's path, or null where there is no such rally. */
  by(locate: Locate): void {
    this.locate = locate;
  }

  /** Called with a rally whose region has changed: powers in it are to be looked at again. */
  onChanged(listener: Listener): void {
    this.listeners.push(listener);
  }

  set(rallyId: string, path: string): void {
    const before = this.paths.get(rallyId);
    if (before === path) return;
    this.paths.set(rallyId, path);
    if (before !== undefined) for (const listener of this.listeners) listener(rallyId);
  }

  /** To be awaited before the policy is asked about a rally that nobody may have looked at yet. */
  async load(rallyId: string): Promise<void> {
    if (this.paths.has(rallyId)) return;
    const path = await this.locate?.(rallyId);
    if (typeof path === 'string') this.set(rallyId, path);
  }

  /** `/` for a rally that is not there: whoever may hear that is told by its service. */
  pathOf(rallyId: string): string {
    return this.paths.get(rallyId) ?? '/';
  }
}
