'use strict';
// Draws one profile. Data: types [[name, unit]], names [function], samples [[[name index, root first], [number], type label]].
const ROW = 18;
const MIN_WIDTH = 0.5;
const byId = (id) => document.getElementById(id);
let data = JSON.parse(byId('data').textContent);
let marked = null;
let root = null;
let zoomed = null;

function format(value, unit) {
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  const steps = unit === 'bytes' ? [[1 << 30, ' GB'], [1 << 20, ' MB'], [1 << 10, ' kB'], [1, ' B']]
      : unit === 'nanoseconds' ? [[1e9, ' s'], [1e6, ' ms'], [1e3, ' us'], [1, ' ns']] : [[1, '']];
  const [step, name] = steps.find(([limit]) => size >= limit) || steps[steps.length - 1];
  return sign + Number((size / step).toFixed(2)) + name;
}

function node(name) {
  return {name, value: 0, before: 0, children: new Map()};
}

function descend(parent, name) {
  let child = parent.children.get(name);
  if (!child) {
    child = node(name);
    parent.children.set(name, child);
  }
  return child;
}

function add(from, index, field) {
  for (const [frames, values, label] of from.samples) {
    const value = values[index];
    if (!value) continue;
    let at = root;
    at[field] += value;
    if (byId('by').value === 'type') {
      at = descend(at, label || '(no type)');
      at[field] += value;
    }
    for (const frame of frames) {
      at = descend(at, from.names[frame]);
      at[field] += value;
    }
  }
}

function build() {
  const index = Number(byId('type').value);
  root = node('all');
  add(data, index, 'value');
  if (byId('diff').checked) add(marked, index, 'before');
  zoomed = [root];
  draw();
}

// A change is drawn as wide as the larger of the two moments, so that what has gone is seen too.
function weight(n) {
  return byId('diff').checked ? Math.max(Math.abs(n.value), Math.abs(n.before)) : Math.abs(n.value);
}

function colour(n) {
  if (byId('diff').checked) {
    const change = (n.value - n.before) / Math.max(1, weight(root));
    const strength = Math.min(1, Math.sqrt(Math.abs(change)) * 1.5);
    const rest = Math.round(235 - 135 * strength);
    return change > 0 ? `rgb(240,${rest},${rest})` : change < 0 ? `rgb(${rest},${rest},240)` : 'rgb(235,235,235)';
  }
  let hash = 0;
  const packageName = n.name.split('.').slice(0, 3).join('.');
  for (let i = 0; i < packageName.length; i++) hash = (hash * 31 + packageName.charCodeAt(i)) >>> 0;
  return `hsl(${20 + hash % 40}, ${70 + hash % 25}%, ${66 + hash % 12}%)`;
}

function label(n) {
  const unit = data.types[Number(byId('type').value)][1];
  const share = weight(root) ? (100 * n.value / Math.max(1, Math.abs(root.value))).toFixed(1) + ' %' : '';
  const change = byId('diff').checked ? `, ${n.value >= n.before ? '+' : ''}${format(n.value - n.before, unit)} since mark` : '';
  return `${n.name}\n${format(n.value, unit)} (${share})${change}`;
}

function draw() {
  const graph = byId('graph');
  const width = graph.clientWidth;
  const boxes = document.createDocumentFragment();
  let depth = zoomed.length - 1;
  zoomed.slice(0, -1).forEach((n, row) => boxes.append(box(n, 0, width, row, zoomed.slice(0, row + 1), true)));
  const top = zoomed[zoomed.length - 1];
  const pending = [[top, 0, width, depth, zoomed]];
  while (pending.length) {
    const [n, left, span, row, path] = pending.pop();
    if (span < MIN_WIDTH) continue;
    depth = Math.max(depth, row);
    boxes.append(box(n, left, span, row, path, false));
    const children = [...n.children.values()].sort((a, b) => weight(b) - weight(a));
    const sum = Math.max(weight(n), children.reduce((total, child) => total + weight(child), 0));
    let x = left;
    for (const child of children) {
      const part = sum ? span * weight(child) / sum : 0;
      pending.push([child, x, part, row + 1, [...path, child]]);
      x += part;
    }
  }
  graph.replaceChildren(boxes);
  graph.style.height = `${(depth + 1) * ROW}px`;
  search();
  byId('info').textContent = label(top);
}

function box(n, left, width, row, path, above) {
  const element = document.createElement('div');
  const named = width > 30;
  element.className = `node${above ? ' above' : ''}${named ? ' named' : ''}`;
  element.style.cssText = `left:${left}px;top:${row * ROW}px;width:${Math.max(1, width)}px;background:${colour(n)}`;
  element.textContent = named ? n.name.replace(/^(?:[a-z]\w*\.)+(?=[A-Z])/, '') : '';
  element.tabIndex = 0;
  element.setAttribute('role', 'button');
  element.setAttribute('aria-label', label(n));
  element.dataset.name = n.name;
  const zoom = () => { zoomed = path; draw(); };
  element.addEventListener('click', zoom);
  element.addEventListener('keydown', (event) => { if (event.key === 'Enter') zoom(); });
  const tell = () => { byId('info').textContent = label(n); };
  element.addEventListener('mouseenter', tell);
  element.addEventListener('focus', tell);
  return element;
}

function search() {
  const text = byId('search').value;
  let pattern = null;
  try {
    pattern = text ? new RegExp(text, 'i') : null;
    byId('search').setCustomValidity('');
  } catch (malformed) {
    byId('search').setCustomValidity(malformed.message);
  }
  for (const element of document.querySelectorAll('.node')) {
    element.classList.toggle('found', !!pattern && pattern.test(element.dataset.name));
  }
}

function fillTypes() {
  byId('title').textContent = data.name;
  byId('index').href = '../'.repeat(data.name.split('/').length);
  document.title = `${data.name} flame graph`;
  data.types.forEach(([name, unit], index) => byId('type').append(new Option(`${name} (${unit})`, index)));
  byId('type').value = data.shown;
  byId('by').disabled = !data.samples.some((sample) => sample[2]);
}

byId('type').addEventListener('change', build);
byId('by').addEventListener('change', build);
byId('diff').addEventListener('change', build);
byId('search').addEventListener('input', search);
byId('reset').addEventListener('click', () => { zoomed = [root]; draw(); });
byId('mark').addEventListener('click', () => { marked = data; byId('diff').disabled = false; });
byId('refresh').addEventListener('click', async () => {
  const response = await fetch('?data=1');
  if (response.ok) {
    data = await response.json();
    build();
  } else {
    byId('info').textContent = await response.text();
  }
});
window.addEventListener('resize', draw);
fillTypes();
build();
