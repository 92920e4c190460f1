import type { Author } from '../../../lib/client/qa/views.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { shortHex } from '../../../lib/ui/format/short-hex.ts';
import { links } from '../../../lib/ui/links.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { Swatch } from '../../../lib/ui/swatch.tsx';

/** Who wrote something: swatch, name or short address, and points where they matter. */
export function PersonLink({
  person,
  showsPoints = true,
}: {
  person: Author;
  showsPoints?: boolean;
}) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-[7px] whitespace-nowrap">
      <Swatch address={person.account} />
      <PageLink
        href={links.person(person.account)}
        title={person.account}
        className="-my-1 truncate py-1 underline-offset-[3px] hover:underline max-desk:-my-3 max-desk:py-3"
      >
        <PersonName person={person} />
      </PageLink>
      {showsPoints && <span className="text-ink-2">{askMessages.points(person.points)}</span>}
    </span>
  );
}

/** A name cannot turn the text around it, whatever its letters are. */
export function PersonName({ person }: { person: Author }) {
  return person.name === null ? (
    <span className="mono">{shortHex(person.account)}</span>
  ) : (
    <bdi>{person.name}</bdi>
  );
}
