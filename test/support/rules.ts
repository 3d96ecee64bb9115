import { presetRules } from '@sammelan/shared/moderation/preset.js';
import type { TestClient } from './test-client.js';

/** Switches every rule off, for what writes faster or more alike than people do. @param owner of the organisation */
export async function switchRulesOff(owner: TestClient): Promise<void> {
  const off = Object.keys(presetRules)
    .filter((key) => key.endsWith('Verdict'))
    .map((key) => [key, 'allow']);
  const response = await owner.fetch('/api/moderation/rules', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...presetRules, ...(Object.fromEntries(off) as object) }),
  });
  if (!response.ok) throw new Error(`the rules could not be switched off: ${response.status}`);
}
