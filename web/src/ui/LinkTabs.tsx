import { Link, useRoute } from 'wouter';
import { classNames } from './class-names.js';
import css from './LinkTabs.module.css';
import { useInSight } from './use-in-sight.js';

/** Pages beside each other, each with an address of its own. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly { href: string; label: string }[] }) {
  return (
    <nav className={classNames(css.tabs, 'row-to-scroll')} aria-label={label}>
      {tabs.map((tab) => (
        <TabLink key={tab.href} {...tab} />
      ))}
    </nav>
  );
}

function TabLink({ href, label }: { href: string; label: string }) {
  const [here] = useRoute(href);
  const link = useInSight(here);
  return (
    <Link ref={link} className={css.tab} href={href} aria-current={here ? 'page' : undefined}>
      {label}
    </Link>
  );
}
