# Glibc is needed: Temporal's native bridge has no build for musl.
FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./

FROM base AS dependencies
# Optional are another Node and the bundler's native parts, which only the next stage needs.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM base AS bundle
RUN npm ci --omit=dev --no-audit --no-fund
COPY src src
COPY scripts/build-workflow-bundle.ts scripts/
RUN node scripts/build-workflow-bundle.ts

FROM base
COPY --from=dependencies /app/node_modules node_modules
COPY --from=bundle /app/dist dist
COPY src src
COPY deploy/worker-health.ts deploy/
ENV DAYBRIEF_WORKFLOW_BUNDLE=/app/dist/workflow-bundle.js
USER node
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 CMD ["node", "deploy/worker-health.ts"]
# These, and the variable, as in scripts/run-node.mjs.
ENV MALLOC_MMAP_THRESHOLD_=131072
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=100", "src/worker.ts"]
