// The search on a published site: reads the index beside the pages, in parts, and shows what it finds.
// docs/site-search.md describes the files; newsarchive/publishing/search/ writes them.
(() => {
  "use strict";

  const box = document.getElementById("search");
  if (!box) return;
  // The page has its own, as data-searching and so on.
  const WORDS = {
    searching: "Searching …",
    none: "Nothing found.",
    one: "1 article found.",
    many: "{n} articles found, the newest first.",
    newest: "The newest {n} articles found; there are more.",
    more: "More",
    failed: "The search could not be loaded.",
  };
  const say = (name, n) => (box.dataset[name] || WORDS[name]).replace("{n}", n);
  const AT_ONCE = 10; // results that are shown together
  const SNIPPET = 160; // characters of a text that are shown, of Han half as many
  const PREFIX = 3; // characters that a beginning of a word has at least
  const LONGEST_WORD = 40;

  // Texts in the form in which they are compared: as plain_text.py has it.

  const JOINED =
    "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c\\u3041-\\u3096\\u3099\\u309a\\u309d-\\u309f" +
    "\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3105-\\u312f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff" +
    "\\u{1aff0}-\\u{1b16f}\\u{20000}-\\u{3fffd}";
  const SIGNS =
    JOINED +
    "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ebd\\u0ec0-\\u0ecd\\u0edc-\\u0edf\\u1000-\\u103f\\u104c-\\u109d" +
    "\\u1100-\\u11ff\\u1780-\\u17d3\\ua960-\\ua97c\\uaa60-\\uaa7f\\uac00-\\ud7a3\\ud7b0-\\ud7fb" +
    "\\u2600-\\u27bf\\u2b00-\\u2bff\\u{1f000}-\\u{1faff}";
  const UNSEEN =
    "\\u00ad\\u0600-\\u0605\\u061c\\u0640\\u06dd\\u070f\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f" +
    "\\ufe00-\\ufe0f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e0fff}";
  const ACCENTS = new RegExp(
    "[\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670" +
      "\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]",
    "gu",
  );
  const JAMO = "\\u1100-\\u11ff\\u3131-\\u318e\\u3200-\\u321e\\u3260-\\u327e\\ua960-\\ua97c\\ud7b0-\\ud7fb\\uffa0-\\uffdc";
  const MARKS = `\\p{M}\\uff9e\\uff9f${UNSEEN}`;
  // A character with its marks, or the signs that Unicode makes one sign of.
  const CLUSTER = new RegExp(`[\\uac00-\\ud7a3]?[${MARKS}]*(?:[${JAMO}][${MARKS}]*)+|[^][${MARKS}]*`, "gu");
  const INVISIBLE = new RegExp(`[${UNSEEN}]`, "gu");
  const isJoined = new RegExp(`^[${JOINED}]$`, "u");
  const isSign = new RegExp(`^[${SIGNS}]$`, "u");
  const isLetter = new RegExp(`^[\\p{L}\\p{N}\\p{M}${SIGNS}]$`, "u");
  const WITHIN_A_LINE = /^[ \t\v\f\u1680]*(?:\r\n|[\n\r\x85\u2028\u2029])?[ \t\v\f\u1680]*$/u;

  const known = new Map();
  function folded(cluster) {
    let form = known.get(cluster);
    if (form === undefined) {
      form = cluster.replace(INVISIBLE, "").normalize("NFKD").replace(ACCENTS, "");
      form = Array.from(form.toUpperCase().toLowerCase().replace(/ς/gu, "σ").normalize("NFKC"));
      known.set(cluster, form);
    }
    return form;
  }

  // The plain form, character by character, and where in the text each begins and ends.
  function plain(text) {
    const chars = [];
    const starts = [];
    const ends = [];
    let gap = "";
    for (const found of text.matchAll(CLUSTER)) {
      for (const character of folded(found[0])) {
        if (!isLetter.test(character)) {
          gap += character;
          continue;
        }
        const last = chars[chars.length - 1];
        const kept = gap && last && !(WITHIN_A_LINE.test(gap) && isJoined.test(last) && isJoined.test(character));
        if (kept) {
          chars.push(" ");
          starts.push(ends[ends.length - 1]);
          ends.push(found.index);
        }
        gap = "";
        chars.push(character);
        starts.push(found.index);
        ends.push(found.index + found[0].length);
      }
    }
    return { chars, starts, ends };
  }

  // What is asked for: phrases, all of which an article has. The last word may be the beginning of one.
  function phrasesOf(query) {
    const found = [];
    const parts = /["“„«「『]([^"“”„«»「」『』]*)(["“”»」』](?!\S)|$)|\S+/gu;
    for (const part of query.matchAll(parts)) {
      const text = part[1] === undefined ? part[0] : part[1];
      const { chars, ends } = plain(text);
      const typing = !part[2] && part.index + part[0].length === query.length && ends[ends.length - 1] === text.length;
      if (chars.length) found.push({ chars, open: typing });
    }
    return found;
  }

  // The terms that make a phrase, and where in it each stands.
  function itemsOf({ chars, open }) {
    const kinds = chars.map((character) => (character === " " ? " " : isSign.test(character) ? "s" : "w")).join("");
    if (kinds === "s") return [{ term: chars[0], kind: "sign", at: 0 }];
    const items = [];
    const pair = (at) => items.push({ term: chars[at] + chars[at + 1], kind: "pair", at });
    for (const { 0: run, index: at } of kinds.matchAll(/w+|s+/gu)) {
      const end = at + run.length;
      if (run[0] === "w") {
        const term = chars.slice(at, Math.min(end, at + LONGEST_WORD)).join("");
        const beginning = open && end === chars.length && run.length >= PREFIX;
        items.push({ term, kind: "word", at, beginning, parted: kinds[at - 1] === " " });
      } else {
        if (kinds[at - 1] === " " || (run.length === 1 && at > 0)) pair(at - 1);
        else if (run.length === 1) pair(at);
        for (let place = at; place + 1 < end; place += 2) pair(place);
        if (run.length > 2 && run.length % 2) pair(end - 2);
      }
    }
    return items;
  }

  // Files of the index.

  const folder = new URL(box.dataset.index, document.baseURI);
  const files = new Map(); // each is loaded once
  function file(name, read) {
    if (!files.has(name)) {
      const loading = load(name, read);
      loading.catch(() => files.delete(name)); // to be tried again
      files.set(name, loading);
    }
    return files.get(name);
  }
  async function load(name, read) {
    const answer = await fetch(new URL(name, folder), name === "index.json" ? { cache: "no-cache" } : {});
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return read(new Uint8Array(await answer.arrayBuffer()));
  }
  async function inflated(data) {
    if (typeof DecompressionStream === "undefined") return inflate(data);
    const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }
  const decoded = (data) => JSON.parse(new TextDecoder().decode(data));
  const json = async (data) => decoded(await inflated(data));
  // Numbers of some bytes each: first the low bytes of all.
  async function numbersOf(packed, count) {
    const data = await inflated(packed);
    const many = count === undefined ? data.length : count;
    const numbers = new Float64Array(many);
    for (let at = data.length - many; many && at >= 0; at -= many) {
      for (let n = 0; n < many; n++) numbers[n] = numbers[n] * 256 + data[at + n];
    }
    return numbers;
  }

  // By code points, as the terms are sorted.
  function before(one, other) {
    const [a, b] = [Array.from(one), Array.from(other)];
    const at = a.findIndex((character, n) => character !== b[n]);
    if (at < 0) return a.length < b.length;
    return at < b.length && a[at].codePointAt(0) < b[at].codePointAt(0);
  }
  // How many of a sorted list come before that for which `reached` is true.
  function firstThat(length, reached) {
    let [low, high] = [0, length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reached(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  // The articles from `first` on, which have an index of their own.
  class Segment {
    constructor([first, count, digest], slot) {
      Object.assign(this, { first, count, digest, slot });
    }
    file(name, read) {
      return file(`${this.first}/${name}.bin?${this.digest}`, read);
    }
    async open() {
      if (this.firsts) return;
      const { slots, texts, firsts } = await this.file("terms", json);
      this.starts = [0, ...risen(slots)].map((slot) => slot * this.slot); // position at which each article begins
      this.texts = [0, ...risen(texts)]; // first article in each file of texts
      this.firsts = firsts; // first term of each part
    }
    article(position) {
      return firstThat(this.count, (n) => this.starts[n + 1] > position);
    }
    async text(article) {
      const number = firstThat(this.texts.length, (n) => this.texts[n] > article) - 1;
      const rows = await this.file(`text-${number}`, json);
      const [address, title, date, outlet, text] = rows[article - this.texts[number]];
      return { address, title, date, outlet, text };
    }
    part(number) {
      return this.file(`part-${number}`, async (data) => {
        const length = new DataView(data.buffer).getUint32(0, true);
        const [terms, counts, long] = await json(data.subarray(4, 4 + length));
        const total = counts.reduce((sum, count) => sum + count, 0);
        const distances = await numbersOf(data.subarray(4 + length), total);
        const lists = [];
        let from = 0;
        for (const count of counts) {
          lists.push({ count, numbers: risen(distances.subarray(from, from + count)) });
          from += count;
        }
        for (const [place, piece, count, each, firsts] of long) lists[place] = { count, piece, each, firsts };
        return { terms: terms.split("\n"), lists };
      });
    }
    // The lists of a term, or of all words that begin with it.
    async lists({ term, beginning }) {
      const found = [];
      const after = (other) => before(term, other) && !(beginning && other.startsWith(term));
      const last = firstThat(this.firsts.length, (n) => after(this.firsts[n]));
      const from = Math.max(0, firstThat(this.firsts.length, (n) => before(term, this.firsts[n])) - 1);
      const numbers = Array.from({ length: Math.max(0, last - from) }, (_, n) => from + n);
      for (const { terms, lists } of await Promise.all(numbers.map((n) => this.part(n)))) {
        const start = firstThat(terms.length, (n) => !before(terms[n], term));
        for (let n = start; n < terms.length && !after(terms[n]); n++) {
          found.push(lists[n]);
        }
      }
      return found;
    }
    // Of a list the numbers within ranges, which rise and do not meet.
    async among(list, lows, highs) {
      const found = [];
      const take = (numbers) => {
        let range = firstThat(lows.length, (n) => highs[n] > numbers[0]);
        for (const number of numbers) {
          while (range < lows.length && highs[range] <= number) range++;
          if (range === lows.length) break;
          if (number >= lows[range]) found.push(number);
        }
      };
      if (list.numbers) take(list.numbers);
      else {
        const wanted = list.firsts
          .map((first, n) => [first, n + 1 < list.firsts.length ? list.firsts[n + 1] : Infinity, n])
          .filter(([first, next]) => {
            const range = firstThat(lows.length, (n) => highs[n] > first);
            return range < lows.length && lows[range] < next;
          });
        const pieces = wanted.map(([, , n]) =>
          this.file(`list-${list.piece + n}`, async (data) =>
            risen(await numbersOf(data, Math.min(list.each, list.count - n * list.each))),
          ),
        );
        (await Promise.all(pieces)).forEach(take);
      }
      return found;
    }
  }
  function risen(distances) {
    const numbers = Float64Array.from(distances);
    for (let n = 1; n < numbers.length; n++) numbers[n] += numbers[n - 1];
    return numbers;
  }

  // A term of a query in one segment: positions at which its phrase would begin.
  class Term {
    constructor(segment, item, lists) {
      Object.assign(this, { segment, item, lists });
      this.count = lists.reduce((sum, list) => sum + list.count, 0);
    }
    async phrasesAmong(lows, highs) {
      const { kind, at, parted } = this.item;
      const scale = kind === "word" ? 2 : kind === "sign" ? 1 / this.segment.slot : 1;
      const scaled = (positions) => positions.map((position) => (position + at) * scale);
      const lists = this.lists.map((list) => this.segment.among(list, scaled(lows), scaled(highs)));
      const numbers = (await Promise.all(lists)).flat().filter((number) => !(parted && number % 2));
      const positions = numbers.map((number) => Math.floor(number / scale) - at);
      return lists.length > 1 ? positions.sort((one, other) => one - other) : positions;
    }
  }

  // The newest first.
  function segmentsOf(data) {
    const { version, slot, segments } = decoded(data);
    if (version !== 1) throw new Error(`an index of version ${version}`);
    return segments.map((row) => new Segment(row, slot)).reverse();
  }
  // The articles that have all phrases, the newest first.
  async function* found(phrases) {
    const segments = await file("index.json", segmentsOf);
    await Promise.all(segments.map((segment) => segment.open()));
    const lookUp = (segment) => Promise.all(phrases.map((phrase) => termsOf(segment, phrase)));
    let passed = 0;
    let ahead = [];
    for (const [n, segment] of segments.entries()) {
      // What is not among the newest is rare: now all are asked at once, for the time that each takes to answer.
      if (!ahead.length && passed > 256) ahead = segments.slice(n).map(lookUp);
      for (const one of ahead) one.catch(() => {}); // whoever waits for it is told
      const asked = await (ahead.shift() || lookUp(segment));
      passed += segment.count;
      if (asked.some((terms) => terms.some((term) => !term.count))) continue;
      asked.sort((one, other) => one[0].count - other[0].count);
      let end = segment.count;
      for (let size = 256; end > 0; size *= 2) {
        const start = Math.max(0, end - size);
        let articles = Array.from({ length: end - start }, (_, n) => start + n);
        for (const terms of asked) articles = await articlesWith(segment, terms, articles);
        for (const article of articles.reverse()) yield { segment, article };
        end = start;
      }
    }
  }
  async function termsOf(segment, phrase) {
    const terms = itemsOf(phrase).map(async (item) => new Term(segment, item, await segment.lists(item)));
    return (await Promise.all(terms)).sort((one, other) => one.count - other.count);
  }
  async function articlesWith(segment, terms, articles) {
    let lows = articles.map((article) => segment.starts[article]);
    let highs = articles.map((article) => segment.starts[article + 1]);
    for (const term of terms) {
      if (!lows.length) break;
      lows = await term.phrasesAmong(lows, highs);
      highs = lows.map((position) => position + 1);
    }
    return [...new Set(lows.map((position) => segment.article(position)))];
  }
  // What is shown.

  // Where a text has a phrase, as places in its plain form.
  function* placesOf({ chars, open }, text) {
    const isWord = (character) => character !== undefined && character !== " " && !isSign.test(character);
    const last = chars[chars.length - 1];
    let word = chars.length; // where the last one begins
    while (word > 0 && isWord(chars[word - 1])) word--;
    const mayGoOn = open && chars.length - word >= PREFIX;
    for (let at = 0; at + chars.length <= text.length; at++) {
      if (!chars.every((character, n) => text[at + n] === character)) continue;
      if (isWord(chars[0]) && isWord(text[at - 1])) continue;
      if (isWord(last) && !mayGoOn && isWord(text[at + chars.length])) continue;
      yield [at, at + chars.length];
    }
  }
  // The text, or a piece of it, with a <mark> around what was asked for.
  function marked(element, text, phrases, whole) {
    const { chars, starts, ends } = plain(text);
    const places = phrases.flatMap((phrase) => [...placesOf(phrase, chars)]).sort(([one], [other]) => one - other);
    let [from, to] = [0, text.length];
    if (!whole && chars.length) {
      const room = SNIPPET / (isJoined.test(chars[places.length ? places[0][0] : 0]) ? 2 : 1);
      let first = Math.max(0, (places.length ? places[0][0] : 0) - Math.floor(room / 4));
      const last = Math.min(chars.length, first + room);
      while (first > 0 && first < (places[0] || [0])[0] && !isSign.test(chars[first]) && chars[first - 1] !== " ") first++;
      if (first > 0) from = starts[first];
      if (last < chars.length) {
        const earliest = Math.max((places[0] || [0, 0])[1], last - LONGEST_WORD);
        let end = last;
        while (end > earliest && !isSign.test(chars[end]) && chars[end] !== " ") end--;
        to = ends[(end > earliest ? end : last) - 1];
      }
    }
    let done = from;
    if (from > 0) element.append("… ");
    for (const [start, end] of places) {
      const [begins, stops] = [Math.max(done, starts[start]), Math.min(to, ends[end - 1])];
      if (begins >= stops) continue;
      element.append(text.slice(done, begins));
      element.appendChild(document.createElement("mark")).textContent = text.slice(begins, stops);
      done = stops;
    }
    element.append(text.slice(done, to) + (to < text.length ? " …" : ""));
    return element;
  }
  function shown({ address, title, date, outlet, text }, phrases) {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    const inside = /^\/(?![/\\\t\n\r])/u.test(address);
    link.href = inside ? (box.dataset.base || "").replace(/\/$/u, "") + address : "#search";
    marked(link, title || address, phrases, true);
    const about = item.appendChild(document.createElement("p"));
    about.className = "about";
    const time = about.appendChild(document.createElement("time"));
    time.dateTime = time.textContent = date;
    if (outlet) about.append(" ", outlet);
    marked(item.appendChild(document.createElement("p")), text, phrases, false).className = "snippet";
    return item;
  }

  const form = document.getElementById("search-form");
  const results = document.getElementById("results");
  const status = document.getElementById("search-status");
  const input = form.elements.namedItem("q");
  const more = document.createElement("button");
  more.type = "button";
  more.id = "search-more";
  more.hidden = true;
  more.textContent = say("more");
  results.after(more);

  let current = null;
  async function search(query) {
    const phrases = phrasesOf(query);
    const mine = (current = { phrases, articles: found(phrases), ahead: [], seen: 0 });
    results.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    if (phrases.length) await showMore(mine);
  }
  async function showMore(mine) {
    status.textContent = say("searching");
    more.disabled = true;
    try {
      let ended = false;
      while (mine.ahead.length <= AT_ONCE && !ended) {
        const { value, done } = await mine.articles.next();
        if (current !== mine) return;
        if (done) ended = true;
        else mine.ahead.push(value);
      }
      const texts = await Promise.all(mine.ahead.slice(0, AT_ONCE).map(({ segment, article }) => segment.text(article)));
      if (current !== mine) return;
      mine.ahead.splice(0, AT_ONCE);
      const items = texts.map((text) => shown(text, mine.phrases));
      results.append(...items);
      const isFurther = mine.seen > 0;
      mine.seen += items.length;
      more.hidden = !mine.ahead.length;
      const many = mine.ahead.length ? "newest" : ["none", "one"][mine.seen] || "many";
      status.textContent = say(many, mine.seen);
      if (isFurther && items.length) items[0].firstChild.focus();
    } catch (error) {
      if (current === mine) status.textContent = say("failed");
      throw error;
    } finally {
      more.disabled = false;
    }
  }
  function asked() {
    return new URLSearchParams(location.search).get("q") || "";
  }
  function begin() {
    input.value = asked();
    search(asked());
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value !== asked()) {
      const address = new URL(location.href);
      address.searchParams.set("q", input.value);
      history.pushState(null, "", address);
    }
    search(input.value);
  });
  more.addEventListener("click", () => showMore(current));
  window.addEventListener("popstate", begin);
  begin();

  // For browsers without DecompressionStream (before 2023): raw deflate, RFC 1951.
  function inflate(data) {
    const out = [];
    let [at, held, bits] = [0, 0, 0];
    const take = (count) => {
      for (; bits < count; bits += 8) held |= data[at++] << bits;
      const value = held & ((1 << count) - 1);
      held >>>= count;
      bits -= count;
      return value;
    };
    const codes = (lengths) => {
      const counts = new Array(16).fill(0);
      for (const length of lengths) if (length) counts[length]++;
      const next = [0];
      for (let length = 1; length < 16; length++) next[length] = (next[length - 1] + (counts[length - 1] || 0)) << 1;
      const found = new Map();
      lengths.forEach((length, symbol) => length && found.set((1 << length) | next[length]++, symbol));
      return found;
    };
    const symbol = (found) => {
      for (let code = 1; ; ) {
        code = (code << 1) | take(1);
        const value = found.get(code);
        if (value !== undefined) return value;
        if (code > 65535) throw new Error("no such code");
      }
    };
    const run = (count, length) => new Array(count).fill(length);
    const fixed = [codes([...run(144, 8), ...run(112, 9), ...run(24, 7), ...run(8, 8)]), codes(run(30, 5))];
    const dynamic = () => {
      const [literals, distances, many] = [take(5) + 257, take(5) + 1, take(4) + 4];
      const lengths = new Array(19).fill(0);
      const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
      for (let n = 0; n < many; n++) lengths[order[n]] = take(3);
      const coded = codes(lengths);
      const all = [];
      while (all.length < literals + distances) {
        const value = symbol(coded);
        if (value < 16) all.push(value);
        else if (value === 16) all.push(...run(take(2) + 3, all[all.length - 1]));
        else all.push(...run(value === 17 ? take(3) + 3 : take(7) + 11, 0));
      }
      return [codes(all.slice(0, literals)), codes(all.slice(literals))];
    };
    const ranges = (first, count, each) => {
      const found = [];
      for (let n = 0, base = first; n < count; n++) {
        const extra = Math.max(0, Math.floor(n / each) - 1);
        found.push([base, extra]);
        base += 1 << extra;
      }
      return found;
    };
    const sizes = [...ranges(3, 28, 4), [258, 0]];
    const far = ranges(1, 30, 2);
    for (let last = 0; !last; ) {
      last = take(1);
      const kind = take(2);
      if (kind === 0) {
        [held, bits] = [0, 0];
        const length = data[at] | (data[at + 1] << 8);
        for (let n = 0; n < length; n++) out.push(data[at + 4 + n]);
        at += 4 + length;
        continue;
      }
      const [literal, distance] = kind === 1 ? fixed : dynamic();
      for (let value = symbol(literal); value !== 256; value = symbol(literal)) {
        if (value < 256) {
          out.push(value);
          continue;
        }
        const [size, sizeExtra] = sizes[value - 257];
        const length = size + take(sizeExtra);
        const [base, extra] = far[symbol(distance)];
        const from = out.length - (base + take(extra));
        for (let n = 0; n < length; n++) out.push(out[from + n]);
      }
    }
    return Uint8Array.from(out);
  }
})();
