// A Discord for the node ring: discord-digital-twin behind a front that is as strict as Discord.
//
// The twin speaks REST and gateway and keeps the state. It checks no token, no body and no deadline, forgets nonces and
// gives threads ids of their own; the front adds these rules, and each body is held against Discord's official OpenAPI
// (discord-api-spec) and the limits that stand only in the documentation. ADR 0042 lists what was added and why.
//
// Started with a JSON argument {token, channels: [{name, type}], user}, it prints one line of JSON with its addresses
// and ids, serves tests on /_twin/*, and ends when standard input ends.
import http from 'node:http'
import * as schemas from 'discord-api-spec/zod'
import { DigitalDiscord } from 'discord-digital-twin'

const API = '/api/v10'
const FORUM = 15
const EPHEMERAL = 64
const ACK_MS = 3000

// The twin listens on every address of the machine; a test server belongs on this one.
const listen = http.Server.prototype.listen
http.Server.prototype.listen = function (port, ...rest) {
  return typeof rest[0] === 'string' ? listen.call(this, port, ...rest) : listen.call(this, port, '127.0.0.1', ...rest)
}

const setup = JSON.parse(process.argv[2])
const twin = new DigitalDiscord({
  guild: { name: 'Harbour' },
  channels: setup.channels,
  users: [{ username: setup.user }],
  botToken: setup.token,
})
await twin.start()
const channels = await twin.prisma.channel.findMany()
const forums = new Set(channels.filter((each) => each.type === FORUM).map((each) => each.id))
const userId = await twin.getFirstNonBotUserId()

const state = { requests: [], bodies: [], problems: [] }
const faults = []
const nonces = new Map() // "channel nonce" -> the first answer
const threads = new Map() // message id -> thread id; on Discord they are one
const born = new Map() // interaction id -> when it was sent

// --- what Discord refuses -----------------------------------------------------------------------------------------

const SCHEMAS = [
  ['POST', /^\/channels\/\d+\/messages$/, schemas.MessageCreateRequestSchema],
  ['POST', /^\/channels\/\d+\/messages\/\d+\/threads$/, schemas.CreateTextThreadWithMessageRequestSchema],
  ['POST', /^\/channels\/\d+\/threads$/, schemas.CreateForumThreadRequestSchema],
  ['POST', /^\/webhooks\/\d+\/[^/]+$/, schemas.IncomingWebhookRequestPartialSchema],
  ['PATCH', /^\/webhooks\/\d+\/[^/]+\/messages\/[^/]+$/, schemas.IncomingWebhookUpdateRequestPartialSchema],
]
const CALLBACKS = {
  4: schemas.CreateMessageInteractionCallbackRequestSchema,
  5: schemas.CreateMessageInteractionCallbackRequestSchema,
  8: schemas.ApplicationCommandAutocompleteCallbackRequestSchema,
  9: schemas.ModalInteractionCallbackRequestSchema,
}

function schemaProblems(method, path, body) {
  if (/^\/interactions\/\d+\/[^/]+\/callback$/.test(path)) {
    return CALLBACKS[body.type] ? against(CALLBACKS[body.type], body) : [`callback type ${body.type}`]
  }
  if (method === 'PUT' && path.endsWith('/commands')) {
    // discord.py always sends nsfw; Discord documents it, its OpenAPI leaves it out.
    return body.flatMap(({ nsfw, ...each }) => against(schemas.ApplicationCommandUpdateRequestSchema, each))
  }
  const found = SCHEMAS.find(([verb, pattern]) => verb === method && pattern.test(path))
  return found ? against(found[2], body) : []
}

function against(schema, body) {
  const parsed = schema.safeParse(body)
  return parsed.success ? strangers(body, parsed.data, '$') : parsed.error.issues.map((each) => JSON.stringify(each))
}

// The schemas drop what they do not know; what was dropped is a misspelt or invented key.
function strangers(given, known, at) {
  if (given === null || typeof given !== 'object') return []
  return Object.entries(given).flatMap(([key, value]) =>
    known != null && key in known ? strangers(value, known[key], `${at}.${key}`) : [`${at}.${key} is unknown`],
  )
}

// https://discord.com/developers/docs/resources/message: limits that the OpenAPI does not carry.
function messageProblems(message) {
  const embeds = message.embeds ?? []
  const rows = message.components ?? []
  const ids = rows.flatMap((row) => row.components ?? []).map((each) => each.custom_id)
  const size = embeds.flatMap((each) => [each.title, each.description, each.footer?.text, each.author?.name]).join('').length
  const found = []
  if ((message.content ?? '').length > 2000) found.push('content over 2000 characters')
  if (!(message.content ?? '').trim() && !embeds.length) found.push('an empty message')
  if (size > 6000) found.push(`${size} characters over all embeds`)
  if (rows.length > 5) found.push(`${rows.length} rows`)
  if (new Set(ids).size !== ids.length) found.push('a custom_id twice')
  return found
}

function problemsOf(method, path, body) {
  const found = schemaProblems(method, path, body)
  if (method === 'POST' && /\/messages$|^\/webhooks\/\d+\/[^/]+$/.test(path)) found.push(...messageProblems(body))
  if (method === 'POST' && /^\/channels\/\d+\/threads$/.test(path)) found.push(...messageProblems(body.message ?? {}))
  return found
}

// --- the front ----------------------------------------------------------------------------------------------------

class Refusal extends Error {
  constructor(status, code, message) {
    super(message)
    this.status = status
    this.code = code
  }
}

async function call(method, path, headers, body) {
  const answer = await fetch(`${twin.restUrl}/v10${path}`, {
    method,
    headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await answer.text()
  return { status: answer.status, data: text ? JSON.parse(text) : null }
}

async function handle(method, url, headers, body) {
  const path = url.pathname.slice(API.length)
  state.requests.push(`${method} ${path}`)
  const secretPath = /^\/(interactions|webhooks)\//.test(path) // these carry their own token
  if (!secretPath && headers.authorization !== `Bot ${setup.token}`) throw new Refusal(401, 0, '401: Unauthorized')
  if (body !== undefined) {
    state.bodies.push({ method, path, body })
    const found = problemsOf(method, path, body)
    state.problems.push(...found)
    if (found.length) throw new Refusal(400, 50035, `Invalid Form Body: ${found.join('; ')}`)
  }
  return await carryOut(method, path, url.search, headers, body)
}

async function carryOut(method, path, search, headers, body) {
  if (path === '/oauth2/applications/@me') {
    // discord.py asks here; the twin knows only the newer address, and not the owner.
    const { data } = await call('GET', '/applications/@me', headers)
    return { status: 200, data: { ...data, owner: { id: userId, username: setup.user, discriminator: '0', avatar: null } } }
  }
  const [, kind, id, rest] = path.match(/^\/([^/]+)\/([^/]+)(.*)$/) ?? []
  const at = kind === 'channels' && threads.has(id) ? `/channels/${threads.get(id)}${rest}` : path
  if (kind === 'channels' && method === 'POST' && rest === '/messages') return await post(id, at, headers, body)
  if (kind === 'channels' && method === 'POST' && rest === '/threads') return await openPost(id, headers, body)
  if (kind === 'interactions') {
    if (Date.now() - (born.get(id) ?? Date.now()) > ACK_MS) throw new Refusal(404, 10062, 'Unknown Interaction')
  }
  const answer = await call(method, at + search, headers, body)
  if (kind === 'interactions' && answer.status === 204 && search.includes('with_response=')) {
    // discord.py asks for the answer's body, which the twin does not give.
    return { status: 200, data: { interaction: { id, type: 2, response_message_loading: body.type === 5 } } }
  }
  if (method === 'POST' && /\/messages\/\d+\/threads$/.test(path) && answer.status < 300) {
    const messageId = path.split('/')[4]
    threads.set(messageId, answer.data.id)
    answer.data = { ...answer.data, id: messageId }
  }
  if (method === 'GET' && rest === '/messages' && Array.isArray(answer.data)) {
    // Neither ephemeral messages nor the nonce are in a channel's history.
    answer.data = answer.data.filter((each) => !((each.flags ?? 0) & EPHEMERAL)).map(({ nonce, ...each }) => each)
  }
  return answer
}

async function post(channelId, path, headers, body) {
  if (forums.has(channelId)) throw new Refusal(400, 50008, 'Cannot send messages in a non-text channel')
  const nonce = `${channelId} ${body.nonce}`
  if (body.enforce_nonce && nonces.has(nonce)) return nonces.get(nonce)
  const answer = await call('POST', path, headers, body)
  if (answer.status < 300 && body.enforce_nonce) nonces.set(nonce, answer)
  return answer
}

async function openPost(channelId, headers, { message, ...thread }) {
  const opened = await call('POST', `/channels/${channelId}/threads`, headers, { ...thread, type: 11 })
  if (opened.status >= 300) return opened
  const first = await call('POST', `/channels/${opened.data.id}/messages`, headers, message)
  return { status: opened.status, data: { ...opened.data, message: first.data } }
}

// --- what tests ask -----------------------------------------------------------------------------------------------

const CONTROL = {
  state: () => state,
  fault: (fault) => void faults.push({ times: 1, carriedOut: false, ...fault }),
  forgetNonces: () => nonces.clear(),
  reset: async () => {
    for (const list of [state.requests, state.bodies, state.problems, faults]) list.length = 0
    for (const map of [nonces, threads, born]) map.clear()
    await twin.prisma.message.deleteMany()
    await twin.prisma.threadMember.deleteMany()
    await twin.prisma.channel.deleteMany({ where: { type: { in: [10, 11, 12] } } })
  },
  judge: ({ body }) => problemsOf('POST', '/channels/1/messages', body),
  say: ({ channel, content }) => twin.simulateUserMessage({ channelId: channel, userId, content }),
  slash: ({ channel, name, options }) => interact(twin.simulateSlashCommand({ channelId: channel, userId, name, options })),
  press: ({ channel, message, customId }) =>
    interact(twin.simulateButtonClick({ channelId: channel, userId, messageId: message, customId })),
  complete: ({ channel, name, options }) =>
    interact(twin.simulateInteraction({ type: 4, channelId: channel, userId, data: { id: '1', name, type: 1, options } })),
  answer: ({ id }) => twin.prisma.interactionResponse.findUnique({ where: { interactionId: id } }),
  // Everything in a channel, what only one person sees included.
  messages: async ({ channel }) => {
    const found = await twin.channel(threads.get(channel) ?? channel).getMessages()
    return found.map((each) => ({ ...each, ephemeral: Boolean((each.flags ?? 0) & EPHEMERAL) }))
  },
}

async function interact(sending) {
  const { id } = await sending
  born.set(id, Date.now())
  return { id }
}

const front = http.createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const body = text ? JSON.parse(text) : undefined
  const url = new URL(request.url, 'http://front')
  const reply = ({ status, data }, headers = {}) => {
    const empty = data === null || data === undefined
    response.writeHead(status, { ...(empty ? {} : { 'content-type': 'application/json' }), ...headers })
    response.end(empty ? '' : JSON.stringify(data))
  }
  try {
    if (url.pathname.startsWith('/_twin/')) {
      const data = await CONTROL[url.pathname.slice('/_twin/'.length)](body ?? {})
      return reply({ status: 200, data: data ?? {} })
    }
    const line = `${request.method} ${url.pathname.slice(API.length)}`
    const fault = faults.find((each) => each.times > 0 && new RegExp(`^(?:${each.match})$`).test(line))
    if (!fault) return reply(await handle(request.method, url, request.headers, body))
    fault.times -= 1
    if (fault.carriedOut) await handle(request.method, url, request.headers, body)
    if (!fault.status) return request.socket.destroy()
    return reply({ status: fault.status, data: fault.body ?? {} }, fault.headers)
  } catch (error) {
    if (error instanceof Refusal) return reply({ status: error.status, data: { code: error.code, message: error.message } })
    state.problems.push(String(error.stack))
    return reply({ status: 500, data: { code: 0, message: String(error) } })
  }
})

front.listen(0, '127.0.0.1', () => {
  const ids = Object.fromEntries(channels.map((each) => [each.name, each.id]))
  const url = `http://127.0.0.1:${front.address().port}`
  console.log(
    JSON.stringify({ url, bareUrl: `${twin.restUrl}/v10`, apiUrl: url + API, gatewayUrl: twin.gatewayUrl, guild: twin.guildId, bot: twin.botUserId, user: userId, channels: ids }),
  )
})
process.stdin.on('end', () => process.exit(0)).resume()
