import { MAX_LINK_CHARACTERS } from '../../core/limits.ts';

export type SafeLink =
  /** To a page of this site. */
  | { kind: 'own'; href: string }
  /** To another site, which is named as its true address spells it. */
  | { kind: 'foreign'; href: string; host: string }
  | { kind: 'mail'; href: string; address: string };

/** Signs that no address needs: control signs, blanks of all kinds, unseen ones, backslashes. */
const NEVER = /[\s\p{Cc}\p{Cf}\p{Zs}\\]/u;
const OWN = /^(?:\/(?!\/)|#)/;
const MAIL = /^mailto:([\w.+-]{1,64}@[a-z0-9.-]{1,253})$/i;
const WEB = /^https?:\/\/[^/]/i;

/**
 * What an address written by anybody may lead to; undefined for all but pages of this site, the
 * web and mail. The list is of what is allowed, so no disguise of anything else needs a name here.
 */
export function safeLinkFrom(written: string): SafeLink | undefined {
  if (written.length > MAX_LINK_CHARACTERS || NEVER.test(written)) return undefined;
  if (OWN.test(written)) return { kind: 'own', href: written };
  const address = MAIL.exec(written)?.[1];
  if (address !== undefined) return { kind: 'mail', href: `mailto:${address}`, address };
  const url = WEB.test(written) ? urlFrom(written) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  // A name before the host is there to be taken for the host.
  if (url.username !== '' || url.password !== '' || url.host === '') return undefined;
  return { kind: 'foreign', href: url.href, host: url.host };
}

function urlFrom(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
