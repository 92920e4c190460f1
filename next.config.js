/** Static export: the site runs from any plain web server. Types are checked by `npm run check`. */
export default {
  output: 'export',
  trailingSlash: true,
  reactStrictMode: true,
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true },
};
