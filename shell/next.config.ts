import { dirname, join } from 'node:path';
import { NextFederationPlugin } from '@module-federation/nextjs-mf';
import type { NextConfig } from 'next';
import { IntegrityPlugin } from './integrity-plugin.ts';

const federation = () =>
  new NextFederationPlugin({
    name: 'shell',
    filename: 'static/chunks/remoteEntry.js',
    remotes: {},
    exposes: {},
    manifest: false,
    // Without this Next's router is shared a second time and every page ends in "NextRouter was not mounted".
    extraOptions: { skipSharingNextInternals: true },
  });

const production = process.env.NODE_ENV === 'production';

/** On every response. Pages made per request replace the policy by one with their nonce: see security-headers.ts. */
const securityHeaders = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'strict-origin-when-cross-origin' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=()' },
  ...(production
    ? [
        {
          key: 'content-security-policy',
          value: "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        },
      ]
    : []),
];

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: join(__dirname, '..'),
  // What only building needs.
  outputFileTracingExcludes: {
    '*': [
      '@esbuild',
      '@img',
      '@rspack',
      'esbuild',
      'node',
      'sass',
      'sass-embedded',
      'sharp',
      'typescript',
      'webpack',
    ].map((name) => `**/node_modules/${name}/**/*`),
  },
  images: { unoptimized: true },
  // Set by build.mts: the same sources give the same id.
  generateBuildId: () => process.env.SHELL_BUILD_ID ?? null,
  transpilePackages: ['@tessera/contracts', '@tessera/store', '@tessera/design'],
  // With which integrity is checked.
  crossOrigin: 'anonymous',
  poweredByHeader: false,
  // The gateway compresses.
  compress: false,
  reactStrictMode: true,
  devIndicators: false,
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
  eslint: { ignoreDuringBuilds: true },
  typescript: { ignoreBuildErrors: true },
  experimental: { clientRouterFilter: false },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
  webpack(webpackConfig, { isServer }) {
    // What a browser with `light-dark()` has by itself: see browserslist.
    webpackConfig.resolve.alias['../build/polyfills/polyfill-module'] = false;
    if (!isServer) {
      const withoutScript = join(__dirname, 'without-next-script.ts');
      Object.assign(webpackConfig.resolve.alias, {
        // As Next's router and client ask for it.
        '../../../client/script$': withoutScript,
        './script$': withoutScript,
        // What Next shows when even the error page throws.
        '../pages/_error$': join(__dirname, 'src/pages/500.tsx'),
      });
    }
    if (!isServer && production) webpackConfig.plugins.push(new IntegrityPlugin());
    // In the browser the federation runtime comes with the first hydration policy: see src/browser/runtime.ts.
    if (isServer) webpackConfig.plugins.push(federation());
    // Next reads every url() of CSS as relative; fonts come from a package.
    webpackConfig.resolve.alias['./@fontsource-variable'] = dirname(
      require.resolve('@fontsource-variable/inter/package.json'),
    ).replace(/inter$/, '');
    // The document preloads the font by the name under which the stylesheet's build emits it.
    webpackConfig.module.rules.push({
      test: /\.woff2$/,
      issuer: /_document\.tsx$/,
      type: 'asset/resource',
      generator: { filename: 'static/media/[name].[hash:8][ext]', publicPath: '/_next/', emit: false },
    });
    return webpackConfig;
  },
};

export default config;
