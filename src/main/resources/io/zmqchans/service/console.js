// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
// Everything shown here may come from peers: it becomes text, never markup.
'use strict';

const MAX_EVENTS = 200;
const FIGURES = ['received', 'delivered', 'inFlight', 'sent', 'pending', 'dropped', 'refused', 'rejected',
  'undecodable', 'redelivered'];
const BAD = new Set(['dropped', 'refused', 'rejected', 'undecodable']);
const byId = (id) => document.getElementById(id);
const number = new Intl.NumberFormat('en');
let before = null;

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function rate(socket, figure, now) {
  const then = before && before.sockets.find((each) => each.name === socket.name);
  const millis = before ? now - before.at : 0;
  if (!then || millis <= 0) return '';
  return number.format(Math.max(0, Math.round((socket.stats[figure] - then.stats[figure]) * 1000 / millis)));
}

function condition(socket) {
  if (socket.stalledMillis >= 1000) return 'stalled for ' + Math.round(socket.stalledMillis / 1000) + ' s';
  return socket.stats.paused ? 'paused' : '';
}

function row(socket, now) {
  const made = document.createElement('tr');
  made.append(
    element('td', socket.name),
    element('td', socket.type),
    element('td', socket.endpoints.join('\n')),
    element('td', number.format(socket.stats.peers)),
    element('td', rate(socket, 'received', now)),
    element('td', rate(socket, 'sent', now)));
  for (const figure of FIGURES) {
    const value = socket.stats[figure];
    made.append(element('td', number.format(value), value === 0 ? 'none' : BAD.has(figure) ? 'bad' : ''));
  }
  made.append(element('td', condition(socket), 'bad'));
  return made;
}

function state(text) {
  byId('state').textContent = text;
  byId('state').className = text === 'up' ? 'up' : '';
}

function time(at) {
  return new Date(at).toLocaleTimeString();
}

function snapshot(now) {
  document.title = now.verticle + ' – zmqchans';
  byId('verticle').textContent = now.verticle;
  state(now.state);
  byId('when').textContent = time(now.at);
  byId('unshown').textContent = now.unshown > 0 ? now.unshown + ' more not shown' : '';
  byId('sockets').replaceChildren(...now.sockets.map((each) => row(each, now.at)));
  before = now;
}

function happened({ at, event }) {
  const { event: name, socket, ...rest } = event;
  const item = document.createElement('li');
  const details = Object.entries(rest).map(([key, value]) => key + ' ' + String(value)).join(', ');
  item.append(element('time', time(at)), element('b', String(socket)), element('b', String(name)), details);
  byId('events').prepend(item);
  while (byId('events').children.length > MAX_EVENTS) byId('events').lastChild.remove();
}

const source = new EventSource('live');
source.addEventListener('open', () => byId('events').replaceChildren()); // what was before comes again
source.addEventListener('snapshot', (told) => snapshot(JSON.parse(told.data)));
source.addEventListener('happened', (told) => happened(JSON.parse(told.data)));
source.addEventListener('error', () => state('not connected'));
