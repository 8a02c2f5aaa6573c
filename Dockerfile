# One image, two commands: the web process (the default) and the worker.
#   docker run … segue                              web
#   docker run … segue node app/worker.server.ts    worker
#   docker run … segue node prisma/migrate.ts       once before each release
FROM node:24-slim AS built
WORKDIR /segue
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma prisma
RUN npm ci
RUN DATABASE_URL=postgresql://generate@127.0.0.1:1/none npx prisma generate
COPY tsconfig.json vite.config.ts ./
COPY app app
COPY public public
RUN npm run build

FROM node:24-slim
WORKDIR /segue
ENV NODE_ENV=production
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma prisma
RUN npm ci --omit=dev && DATABASE_URL=postgresql://generate@127.0.0.1:1/none npx prisma generate && npm cache clean --force
COPY --from=built /segue/build build
COPY app app
USER node
EXPOSE 3000
CMD ["node", "app/web.server.ts"]
