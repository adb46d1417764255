// Looks at every page of the site as a person would. The first argument is a file that says what has to be there.
//
// Everything the browser asks for is looked at first; what isn't the site's own is refused and reported.

import { createReadStream } from "node:fs";
import { mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const expected = JSON.parse(await readFile(process.argv[2], "utf8"));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const addresses = new Set(expected.references.flatMap(({ operations }) => operations.map(({ address }) => address)));
const problems = [];

// A web server that knows as little as one can.
const server = createServer(async (request, response) => {
  const file = path.join(expected.site, decodeURIComponent(new URL(request.url, "http://site").pathname));
  const found = file.startsWith(expected.site) && (await stat(file).catch(() => null))?.isFile();
  if (!found) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": TYPES[path.extname(file)] ?? "text/plain" });
  createReadStream(file).pipe(response);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const bases = [pathToFileURL(expected.site + "/").href, `http://127.0.0.1:${server.address().port}/`];
const profile = await mkdtemp(path.join(tmpdir(), "site-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: expected.chromium,
  headless: true,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    // What gets past the look below finds no host.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  ],
});

try {
  await browser.route("**/*", (route) => {
    const url = route.request().url();
    if (bases.some((base) => url.startsWith(base)) || /^(data|blob):/.test(url)) return route.continue();
    problems.push(`${route.request().frame().url()} asks for ${url}`);
    return route.abort();
  });
  const files = await readdir(expected.site);
  const pages = files.filter((file) => file.endsWith(".html"));
  for (const base of bases) {
    for (const file of pages) await look(base, file);
    await narrow(base);
  }
} finally {
  await browser.close();
  server.close();
  await rm(profile, { recursive: true, force: true });
}

for (const problem of problems) console.error(problem);
console.error(problems.length === 0 ? "the site shows everything and asks nobody else for anything" : "that is wrong");
process.exitCode = problems.length === 0 ? 0 : 1;

/** Opens a page; whatever it complains of is a problem. */
async function open(base, file, size) {
  const page = await browser.newPage();
  if (size) await page.setViewportSize(size);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`${base}${file}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`${base}${file}: ${error}`));
  await page.goto(base + file);
  return page;
}

/** Looks at one page. */
async function look(base, file) {
  const page = await open(base, file);
  const reference = expected.references.find((reference) => reference.page === file);
  // A server gives the same page, so one operation shows whether it works from there.
  if (reference) await operations(page, base === bases[0] ? reference.operations : [reference.operations[0]], base);
  if (file === "jobs.html") await diagrams(page, base);
  await links(page, base, base + file);
  await page.close();
}

/** Every operation is visible where its address leads, with its summary, its id, and the way to the job it starts. */
async function operations(page, operations, base) {
  for (const { id, summary, address, starts } of operations) {
    await page.goto("about:blank");
    await page.goto(base + address);
    const heading = page.getByRole("heading", { name: summary, exact: true });
    // Sections stand in each other; the last with that heading is the operation's own.
    const place = page.locator("#reference section").filter({ has: heading }).last();
    const title = place.getByRole("heading", { name: summary, exact: true });
    try {
      await title.waitFor({ state: "visible", timeout: 20_000 });
      await place.getByText(id, { exact: true }).first().waitFor({ state: "visible", timeout: 5_000 });
      await page.waitForFunction(inView, await title.elementHandle(), { timeout: 5_000 });
      for (const anchor of starts) {
        await place.locator(`a[href$="jobs.html#${anchor}"]`).waitFor({ state: "visible", timeout: 5_000 });
      }
    } catch (error) {
      problems.push(`${base}${address} doesn't show ${id}, ${JSON.stringify(summary)}: ${error.message.split("\n")[0]}`);
    }
  }
}

/** Whether a person sees an element without scrolling. */
function inView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

/** Every job has its diagram, with its words and operations as text, and a description for those who can't see it. */
async function diagrams(page, base) {
  for (const { anchor, words, operations } of expected.references.flatMap(({ jobs }) => jobs)) {
    const diagram = page.locator(`#${anchor} svg[role=img]`);
    if ((await diagram.count()) !== 1) {
      problems.push(`${base}jobs.html has no diagram ${anchor}`);
      continue;
    }
    const shown = await diagram.evaluate((svg) => [...svg.querySelectorAll("text")].map((text) => text.textContent));
    const told = await diagram.locator("desc").textContent();
    for (const operation of operations) {
      // A long name is broken into lines.
      if (!shown.join("").includes(operation)) problems.push(`the diagram ${anchor} doesn't show ${operation}`);
    }
    for (const name of [...Object.values(words).flat(), ...operations]) {
      if (!told.includes(name)) problems.push(`the diagram ${anchor} doesn't tell ${name}`);
    }
    for (const [phase, wanted] of Object.entries(words)) {
      const inside = await diagram.locator(`.state.${phase}`).evaluateAll(wordsInside);
      if (String(inside.sort()) !== String(wanted.toSorted())) {
        problems.push(`the diagram ${anchor} shows [${inside}] as ${phase}, not [${wanted}]`);
      }
    }
    const beyond = await diagram.evaluate((svg) => {
      const frame = svg.getBoundingClientRect();
      const out = [...svg.querySelectorAll("text, rect, path, circle")].filter((node) => {
        const box = node.getBoundingClientRect();
        return box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + 1;
      });
      return out.map((node) => node.outerHTML);
    });
    if (beyond.length > 0) problems.push(`the diagram ${anchor} draws over its border: ${beyond.join(" ")}`);
  }
}

/** The words that stand in the boxes of a diagram; what runs over the border of its box doesn't stand in it. */
function wordsInside(boxes) {
  return boxes.map((box) => {
    const frame = box.querySelector("rect").getBoundingClientRect();
    const inside = (text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      return left >= frame.left && right <= frame.right && top >= frame.top && bottom <= frame.bottom;
    };
    // Long lists are broken into lines; a title or remark ends them.
    const texts = [...box.querySelectorAll("text")].filter(inside);
    const lines = texts.map((text) => (text.classList.contains("words") ? text.textContent : ","));
    return lines.join("").split(",").map((word) => word.trim()).filter(Boolean);
  }).flat();
}

/** Every link leads to a file of the site, and to an element of it where it names one, or to another site. */
async function links(page, base, from) {
  const all = await page.locator("a[href]").evaluateAll((links) => {
    const hrefs = links.map((link) => link.getAttribute("href"));
    return hrefs.map((href) => [href, new URL(href, document.baseURI).href]);
  });
  for (const [written, href] of new Map(all)) {
    const url = new URL(href);
    if (!href.startsWith(base)) {
      if (!/^https?:\/\//i.test(written)) problems.push(`${from} leads out of the site, to ${written}`);
      continue;
    }
    const file = href.slice(base.length).split("#")[0];
    const known = await readFile(path.join(expected.site, file), "utf8").catch(() => null);
    if (known === null) {
      problems.push(`${from} leads to ${href}, which isn't there`);
    } else if (expected.references.some(({ page }) => page === file)) {
      // Its sections are the script's; the addresses of operations were looked at, from elsewhere no others are used.
      if (url.hash && !from.endsWith(file) && !addresses.has(file + url.hash)) {
        problems.push(`${from} leads to ${href}, which is no operation`);
      }
    } else if (url.hash && !known.includes(`id="${decodeURIComponent(url.hash.slice(1))}"`)) {
      problems.push(`${from} leads to ${href}, and nothing there has that id`);
    }
  }
}

/** On a telephone nothing but tables and code is wider than the screen, and diagrams can be read. */
async function narrow(base) {
  for (const file of ["index.html", "jobs.html", "README.html", "CHANGELOG.html"]) {
    const page = await open(base, file, { width: 400, height: 800 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 400) problems.push(`${base}${file} is ${width} pixels wide on a screen of 400`);
    const smallest = await page.evaluate(() => {
      const heights = [...document.querySelectorAll(".diagram text")].map((text) => text.getBoundingClientRect().height);
      return Math.min(...heights, 100);
    });
    if (smallest < 11) problems.push(`${base}${file} has text of ${smallest} pixels in a diagram`);
    await page.close();
  }
}
