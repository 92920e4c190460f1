/** Static export: the site runs from any plain web server. */
export default {
  output: 'export',
  trailingSlash: true,
  reactStrictMode: true,
  images: { unoptimized: true },
};
