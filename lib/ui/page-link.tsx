import Link from 'next/link';
import type { ComponentProps } from 'react';

/**
 * A link to a page of this site. Lists hold hundreds of them and all lead to the same few files, so
 * nothing is fetched before one is followed; the navigation fetches those files ahead.
 */
export function PageLink(props: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  return <Link {...props} prefetch={false} />;
}
