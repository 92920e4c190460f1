import type { ComponentProps } from 'react';
import { type ButtonStyle, buttonStyle } from './button-style.ts';
import { cx } from './cx.ts';

/** Says verb and object: "Send 2 ETH", not "Submit". */
export function Button({
  kind,
  size,
  square,
  wide,
  className,
  type = 'button',
  ...rest
}: ButtonStyle & ComponentProps<'button'>) {
  const style = buttonStyle({
    ...(kind && { kind }),
    ...(size && { size }),
    ...(square && { square }),
    ...(wide && { wide }),
  });
  return <button type={type} className={cx(style, className)} {...rest} />;
}
