import { Link, useRoute } from 'wouter';
import css from './LinkTabs.module.css';

/** Pages beside each other, each with an address of its own. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly { href: string; label: string }[] }) {
  return (
    <nav className={css.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <TabLink key={tab.href} {...tab} />
      ))}
    </nav>
  );
}

function TabLink({ href, label }: { href: string; label: string }) {
  const [here] = useRoute(href);
  return (
    <Link className={css.tab} href={href} aria-current={here ? 'page' : undefined}>
      {label}
    </Link>
  );
}
