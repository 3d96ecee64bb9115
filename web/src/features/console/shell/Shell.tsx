import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useRoute } from 'wouter';
import { useAccent } from '../../../app/accent.js';
import { classNames } from '../../../ui/class-names.js';
import { LanguageMenu } from './LanguageMenu.js';
import css from './Shell.module.css';
import { useInSight } from '../../../ui/use-in-sight.js';
import { useOrganisation } from './use-organisation.js';
import { useMe, usePermission } from './use-me.js';

function Nav({ to, children }: { to: string; children: ReactNode }) {
  const [exact] = useRoute(to);
  const here = useInSight(exact);
  return (
    <Link ref={here} className={css.link} href={to} aria-current={exact ? 'page' : undefined}>
      {children}
    </Link>
  );
}

/** The frame of the console's pages. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation(['console', 'common']);
  const organisation = useOrganisation();
  useAccent(organisation.data?.accent ?? null);
  const seesRegions = usePermission('region.list');
  const seesPowers = usePermission('grant.list');
  const seesRecord = usePermission('audit.search');
  const setsRules = usePermission('moderation.rules');
  // All of it at once, when the name beside it and what may be seen are known: nothing moves.
  const known = !useMe().isPending && !organisation.isPending;
  const editsOrganisation = usePermission('organisation.edit');
  return (
    <>
      <a className={css.skip} href="#content">
        {t('common:skipToContent')}
      </a>
      <header className={css.bar}>
        <Link className={css.brand} href="/">
          <img src="/mark.svg" alt="" width={28} height={28} />
          <span>{organisation.data?.name ?? t('common:product')}</span>
        </Link>
        <nav className={classNames(css.nav, 'row-to-scroll', !known && css.unknown)} aria-label={t('console:sections')}>
          <Nav to="/">{t('console:rallies')}</Nav>
          {seesRegions && <Nav to="/regions">{t('console:regions')}</Nav>}
          {seesPowers && <Nav to="/powers">{t('console:powers')}</Nav>}
          {seesRecord && <Nav to="/record">{t('console:record')}</Nav>}
          {setsRules && <Nav to="/rules">{t('console:rules')}</Nav>}
          {editsOrganisation && <Nav to="/organisation">{t('console:organisation')}</Nav>}
          <Nav to="/account">{t('console:account')}</Nav>
        </nav>
        <LanguageMenu />
      </header>
      <main id="content" tabIndex={-1} className={css.content}>
        {children}
      </main>
    </>
  );
}
