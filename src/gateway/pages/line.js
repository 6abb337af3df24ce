// The line to the gateway. Turns go one by one, over the WebSocket where it is open and over HTTP where it is not,
// again with the same id until they are answered: the gateway applies an id once.

const API = new URL("../v1/", location.href);
const LONGEST_WAIT = 35_000; // the gateway gives a request up to half a minute
const SILENCE = 10_000; // it tells within this time that it is at work

/** One request: status 0 is no connection. */
export async function call(method, path, body) {
  try {
    const response = await fetch(new URL(path, API), {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    const text = await response.text();
    const after = Number(response.headers.get("Retry-After")) * 1000;
    return { status: response.status, body: text ? JSON.parse(text) : null, after };
  } catch {
    return { status: 0, body: null, after: 0 };
  }
}

/** Whether the same request may succeed later. */
export const passing = (status) => status === 0 || status === 408 || status === 409 || status === 429 || status >= 500;

/** Time before the next attempt: longer each time, and not the same for everybody. */
export function pause(tries, longest = 30_000) {
  return Math.min(longest, 400 * 2 ** Math.min(tries, 10)) * (0.75 + Math.random() / 2);
}

export class Line {
  /**
   * `turns` are those not answered yet. `tell` hears of: `answer(turn, body)`, `refused(turn, problem)`, `typing()`,
   * `handover(state)`, `state("on" | "off" | "busy")`, `gone()`, `over()`, `left(turns)`.
   */
  constructor(name, turns, tell) {
    this.path = `conversations/${encodeURIComponent(name)}`;
    this.turns = [...turns];
    this.tell = tell;
    this.tries = 0; // of the socket
    this.failures = 0; // of the turn that is first
    this.waiting = false; // for an operator
    this.wake = () => this.hurry();
    this.lost = () => this.tell.state("off");
    addEventListener("online", this.wake);
    addEventListener("offline", this.lost);
    this.connect();
  }

  send(turn) {
    this.turns.push(turn);
    this.tell.left(this.turns);
    this.pump();
  }

  close() {
    this.closed = true;
    removeEventListener("online", this.wake);
    removeEventListener("offline", this.lost);
    clearTimeout(this.again);
    clearTimeout(this.later);
    clearTimeout(this.watch);
    this.socket?.close();
  }

  /** Waits for the operator: looks more often where there is no socket to hear from. */
  expect() {
    this.waiting = true;
  }

  hurry() {
    this.tries = 0;
    this.failures = 0;
    if (this.closed) return;
    if (this.open) this.tell.state("on");
    else if (!this.socket) this.connect();
    clearTimeout(this.later);
    this.pump();
  }

  connect() {
    clearTimeout(this.again);
    const address = new URL(`${this.path}/socket`, API);
    address.protocol = address.protocol.replace("http", "ws");
    let socket;
    try {
      socket = new WebSocket(address);
    } catch {
      this.dropped(null);
      return;
    }
    this.socket = socket;
    const slow = setTimeout(() => socket.close(), SILENCE);
    socket.onopen = () => {
      clearTimeout(slow);
      if (this.tries > 0 && this.waiting) this.look();
      this.tries = 0;
      this.tell.state("on");
      this.pump();
    };
    socket.onmessage = (event) => this.heard(JSON.parse(event.data), socket);
    socket.onclose = () => {
      clearTimeout(slow);
      this.dropped(socket);
    };
  }

  /** The socket is gone or could not be opened. */
  dropped(socket) {
    if (this.closed || (socket && socket !== this.socket)) return;
    this.socket = null;
    if (this.via === "socket") this.via = null;
    clearTimeout(this.watch);
    this.tries += 1;
    this.again = setTimeout(() => this.connect(), pause(this.tries - 1, this.waiting ? 4000 : 30_000));
    if (this.turns.length) this.pump();
    else this.look();
  }

  /** Whether the conversation can be reached over HTTP, and what has become of it. */
  async look() {
    const { status, body } = await call("GET", this.path);
    if (this.closed) return;
    if (status === 404) this.tell.gone();
    else if (status === 200) {
      this.tell.state("on");
      if (body.handover) this.tell.handover(body.handover.state);
    } else this.tell.state("off");
  }

  heard(message, socket) {
    if (this.closed || socket !== this.socket) return;
    if (message.type === "typing") {
      this.guard(LONGEST_WAIT);
      this.tell.typing();
    } else if (message.type === "turn") {
      this.settle(message.id, 200, message, 0);
    } else if (message.type === "problem") {
      const after = (message.retry_after ?? 0) * 1000;
      this.settle(message.id ?? this.turns[0]?.id, message.status, message, after);
    } else if (message.type === "handover") {
      this.tell.handover(message.state);
    } else if (message.type === "closing") {
      socket.close();
    }
  }

  get open() {
    return this.socket?.readyState === 1;
  }

  /** A socket that says nothing for long is dead: the turn goes another way. */
  guard(patience) {
    clearTimeout(this.watch);
    const socket = this.socket;
    this.watch = setTimeout(() => {
      socket.onclose = null;
      socket.close();
      this.dropped(socket);
    }, patience);
  }

  /** Sends the turn that is first, unless it is on its way. */
  async pump() {
    const turn = this.turns[0];
    if (this.closed || this.via || !turn) return;
    const { id, event } = turn;
    if (this.open) {
      this.via = "socket";
      clearTimeout(this.later);
      this.guard(SILENCE);
      this.socket.send(JSON.stringify({ type: "turn", id, event }));
    } else if (this.tries > 0) {
      this.via = "http";
      clearTimeout(this.later);
      const { status, body, after } = await call("POST", `${this.path}/turns`, { id, event });
      if (!this.closed) this.settle(id, status, body, after);
    }
  }

  settle(id, status, body, after) {
    const turn = this.turns[0];
    if (!turn || turn.id !== id) return;
    this.via = null;
    clearTimeout(this.watch);
    if (passing(status)) {
      this.tell.state(status === 429 ? "busy" : "off");
      this.later = setTimeout(() => this.pump(), after || pause(this.failures, 8000));
      this.failures += 1;
      return;
    }
    this.failures = 0;
    if (status === 404) {
      this.tell.gone();
      return;
    }
    this.turns.shift();
    this.tell.state("on");
    this.tell.left(this.turns);
    if (status === 410) this.tell.over();
    else if (status === 200) this.tell.answer(turn, body);
    else this.tell.refused(turn, body);
    this.pump();
  }
}
