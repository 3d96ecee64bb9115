import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { Answer } from '../shell/Answer.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { RulesForm } from './RulesForm.js';
import { useRules } from './use-rules.js';

/** The rules of one rally's chat: its own, or those it has from the organisation. */
export default function RulesPart({ rally }: { rally: RallyView }) {
  const rules = useRules(rally.id);
  return (
    <Answer query={rules} skeleton={<PageSkeleton />}>
      {(view) => <RulesForm key={view.updatedAt} rallyId={rally.id} tryOn={rally.id} view={view} />}
    </Answer>
  );
}
