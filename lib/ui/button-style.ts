import { cx } from './cx.ts';

export interface ButtonStyle {
  /** One primary a view; `quiet` for tools, `fault` for what cannot be undone. */
  kind?: 'primary' | 'plain' | 'quiet' | 'fault';
  size?: 'small' | 'medium' | 'large';
  /** A square for one icon. */
  square?: boolean;
  wide?: boolean;
}

const KINDS = {
  primary: 'border-dye-3 bg-dye-3 text-on-dye hover:border-dye-press hover:bg-dye-press',
  plain: 'border-hairline-strong bg-cloth-top text-ink hover:border-outline',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-cloth-sunken hover:text-ink',
  fault: 'border-hairline-strong bg-cloth-top text-fault hover:border-fault-line',
};

const SIZES = {
  small: 'h-8 rounded-[8px] text-sm max-desk:h-9',
  medium: 'h-10 rounded-control text-control max-desk:h-11',
  large: 'h-12 rounded-field text-base',
};

const PADDING = { small: 'px-[11px]', medium: 'px-4', large: 'px-5' };
const SQUARE = {
  small: 'w-8 max-desk:w-9',
  medium: 'w-10 max-desk:w-11',
  large: 'w-12',
};

/** Looks of everything that is pressed: buttons and links alike. */
export function buttonStyle(style: ButtonStyle): string {
  const size = style.size ?? 'medium';
  return cx(
    'inline-flex items-center justify-center gap-2 border font-[540] whitespace-nowrap tracking-[-0.008em] select-none',
    'transition-[background-color,border-color,translate] duration-(--fast) active:translate-y-px',
    'disabled:cursor-not-allowed disabled:border-hairline disabled:bg-cloth-sunken disabled:text-ink-3 disabled:active:translate-y-0',
    'focus-visible:rounded-control',
    KINDS[style.kind ?? 'plain'],
    SIZES[size],
    style.square ? SQUARE[size] : PADDING[size],
    style.wide && 'w-full',
  );
}
