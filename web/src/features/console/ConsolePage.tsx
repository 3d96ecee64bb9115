import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Route, Router, Switch } from 'wouter';
import { NotFound } from '../../app/NotFound.js';
import { queryClient } from './query.js';
import { RalliesPage } from './rallies/RalliesPage.js';
import { PageSkeleton } from './shell/PageSkeleton.js';
import { Shell } from './shell/Shell.js';

// Each is a file of its own: a moderator on a phone opens the desk and nothing else.
const NewRallyPage = lazy(() => import('./rallies/NewRallyPage.js'));
const RallyPage = lazy(() => import('./rally/RallyPage.js'));
const RegionsPage = lazy(() => import('./regions/RegionsPage.js'));
const PowersPage = lazy(() => import('./people/PowersPage.js'));
const RecordPage = lazy(() => import('./audit/RecordPage.js'));
const OrganisationRulesPage = lazy(() => import('./rules/OrganisationRulesPage.js'));
const OrganisationPage = lazy(() => import('./organisation/OrganisationPage.js'));
const AccountPage = lazy(() => import('./account/AccountPage.js'));
const DeskPage = lazy(() => import('./desk/DeskPage.js'));

/** The organiser's pages under `/console`. */
export function ConsolePage() {
  return (
    <QueryClientProvider client={queryClient}>
      <Router base="/console">
        <Switch>
          <Route path="/rallies/:rally/desk">
            {({ rally }) => (
              <Suspense fallback={<PageSkeleton />}>
                <DeskPage key={rally} reference={rally} />
              </Suspense>
            )}
          </Route>
          <Route>
            <Shell>
              <Suspense fallback={<PageSkeleton />}>
                <Switch>
                  <Route path="/" component={RalliesPage} />
                  <Route path="/new" component={NewRallyPage} />
                  <Route path="/rallies/:rally/:part?">
                    {({ rally, part }) => <RallyPage key={rally} reference={rally} part={part ?? 'details'} />}
                  </Route>
                  <Route path="/regions" component={RegionsPage} />
                  <Route path="/powers" component={PowersPage} />
                  <Route path="/record" component={RecordPage} />
                  <Route path="/rules" component={OrganisationRulesPage} />
                  <Route path="/organisation" component={OrganisationPage} />
                  <Route path="/account" component={AccountPage} />
                  <Route component={NotFound} />
                </Switch>
              </Suspense>
            </Shell>
          </Route>
        </Switch>
      </Router>
    </QueryClientProvider>
  );
}
