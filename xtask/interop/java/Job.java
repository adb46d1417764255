import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does what the extensions x-log-job and x-log-download say, for whatever service they stand in. */
final class Job {
  /** How often a new link is got for a file. */
  private static final int LINKS = 3;
  /** The longest wait between two looks, in seconds. */
  private static final double WAIT = 5;

  private static final HttpClient STORE = HttpClient.newHttpClient();

  /** A job that did not end well. */
  static final class Failed extends Exception {
    Failed(String message) {
      super(message);
    }
  }

  /** Is run before each download. */
  interface Pause {
    void run() throws Exception;
  }

  record LogFile(String name, byte[] content) {}

  private enum State { PENDING, SUCCEEDED, FAILED }

  final Set<String> unknown = new TreeSet<>();
  private final Api api;
  private final JsonNode order;
  private final Map<String, JsonNode> values;
  private final Pause pause;
  private final JsonNode job;
  private final JsonNode items;
  private final JsonNode download;
  private final boolean pollHasLinks;
  private final long deadline;
  private JsonNode started = MissingNode.getInstance();

  Job(Api api, String operation, JsonNode order, Pause pause) {
    this.api = api;
    this.order = order;
    this.values = Driver.parameters(order);
    this.pause = pause;
    job = api.operation(operation).get("x-log-job");
    items = job.get("items");
    download = api.operation(operation("download")).get("x-log-download");
    pollHasLinks = operation("download").equals(operation("poll"));
    deadline = System.nanoTime() + (long) (1e9 * order.get("deadline").asDouble());
  }

  List<LogFile> run() throws Exception {
    Set<String> old = new HashSet<>();
    if (items.path("new_only").asBoolean()) look().entries().forEach(entry -> old.add(key(entry)));
    if (!operation("start").equals(operation("poll"))) {
      started = api.call(operation("start"), values, order.get("body")).data();
    }
    Map<String, LogFile> fetched = new LinkedHashMap<>();
    List<String> before = null;
    for (double wait = order.get("wait").asDouble(); ; wait = await(wait)) {
      Lists.Read look = look();
      List<JsonNode> entries = look.entries().stream().filter(entry -> !old.contains(key(entry))).toList();
      Set<State> states = new HashSet<>();
      for (JsonNode entry : entries) {
        State state = state(entry, look.first());
        states.add(state);
        if (state == State.SUCCEEDED && !fetched.containsKey(key(entry))) fetched.put(key(entry), fetch(entry));
      }
      State whole = stateOf(look.first(), job.get("answer"));
      boolean pending = states.contains(State.PENDING);
      if (whole == State.FAILED || (states.contains(State.FAILED) && !pending)) throw new Failed(name() + " failed");
      List<String> seen = entries.stream().map(this::key).toList();
      // Without any word the list is complete as it stands; where only the entries have one it may still grow.
      boolean grows = items.path("status").isTextual() && (seen.isEmpty() || !seen.equals(before));
      boolean complete = job.get("answer").isNull() ? !grows : whole == State.SUCCEEDED;
      if (complete && !pending) return new ArrayList<>(fetched.values());
      before = seen;
    }
  }

  private String name() {
    return job.get("name").asText();
  }

  private String operation(String call) {
    return job.get(call).get("operation").asText();
  }

  private double await(double wait) throws Exception {
    if (System.nanoTime() > deadline) {
      throw new Failed(name() + " is not done after " + order.get("deadline").asText() + " s");
    }
    Thread.sleep((long) (1000 * wait));
    return Math.min(wait * 1.5, WAIT);
  }

  /** Polls: the answer, and the entries of all its pages. */
  private Lists.Read look() throws Exception {
    Filled filled = filled("poll", null);
    JsonNode how = api.operation(operation("poll")).get("x-pages");
    if (how != null) return Lists.read(api, operation("poll"), filled.values(), filled.body(), how, how.get("most"));
    JsonNode answer = api.call(operation("poll"), filled.values(), filled.body()).data();
    return new Lists.Read(answer, items.isNull() ? List.of(answer) : Lists.entries(answer, items.get("list")));
  }

  private record Filled(Map<String, JsonNode> values, JsonNode body) {}

  /** The parameters and the body of a later call of the job. */
  private Filled filled(String call, JsonNode item) {
    Map<String, JsonNode> all = new HashMap<>(values);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (operation(call).equals(operation("start"))) body = order.get("body").deepCopy();
    for (var parameter : job.get(call).get("parameters").properties()) {
      String[] source = parameter.getValue().asText().split("#", 2);
      JsonNode value = (source[0].equals("$item") ? item : started).at(source[1]);
      JsonNode field = api.field(operation(call), parameter.getKey());
      if (field.path("type").asText().equals("array")) body.putArray(parameter.getKey()).add(value);
      else if (!field.isMissingNode()) body.set(parameter.getKey(), value);
      else all.put(parameter.getKey(), value);
    }
    return new Filled(all, body);
  }

  private String key(JsonNode entry) {
    return Lists.at(entry, items.path("key")).asText();
  }

  /** An entry has a word of its own or that of the answer. Where nothing has a word, what is listed is there. */
  private State state(JsonNode entry, JsonNode answer) {
    State own = stateOf(entry, items);
    State known = own == null ? stateOf(answer, job.get("answer")) : own;
    boolean words = !job.get("answer").isNull() || items.get("status").isTextual();
    return known == null ? (words ? State.PENDING : State.SUCCEEDED) : known;
  }

  private State stateOf(JsonNode value, JsonNode words) {
    String word = Lists.at(value, words.path("status")).asText(null);
    if (word == null) return null;
    for (State state : State.values()) {
      for (JsonNode known : words.get(state.name().toLowerCase())) {
        if (known.asText().equalsIgnoreCase(word)) return state;
      }
    }
    unknown.add(word);
    return State.PENDING;
  }

  private LogFile fetch(JsonNode found) throws Exception {
    JsonNode entry = found;
    if (download.get("kind").asText().equals("stream")) {
      Filled filled = filled("download", entry);
      Api.Answer answer = api.call(operation("download"), filled.values(), filled.body());
      String header = answer.headers().get(download.get("name_header").asText().toLowerCase()).get(0);
      Matcher named = Pattern.compile("filename=\"?([^\";]+)").matcher(header);
      return new LogFile(named.find() ? named.group(1) : "", answer.bytes());
    }
    for (int turn = 0; turn < LINKS; turn++) {
      if (turn > 0 && pollHasLinks) entry = again(entry);
      URI link = link(entry);
      pause.run();
      if (expired(link)) continue;
      var answer = STORE.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() == 200) return new LogFile(entry.at(items.get("name").asText()).asText(), answer.body());
      if (answer.statusCode() != 403) throw new Failed(name() + ": the store answers " + answer.statusCode());
    }
    throw new Failed(name() + ": " + LINKS + " links were refused");
  }

  private URI link(JsonNode entry) throws Exception {
    Filled filled = filled("download", entry);
    JsonNode holder = pollHasLinks ? entry : api.call(operation("download"), filled.values(), filled.body()).data();
    JsonNode link = holder.at(download.get("link").asText());
    if (link.isTextual()) return URI.create(link.asText());
    throw new Failed(name() + ": " + operation("download") + " gave no " + download.get("link").asText());
  }

  private boolean expired(URI link) {
    Pattern parameter = Pattern.compile("(?:^|&)" + download.get("expires").asText() + "=(\\d+)");
    Matcher ends = parameter.matcher(link.getRawQuery());
    return ends.find() && 1000 * Long.parseLong(ends.group(1)) <= System.currentTimeMillis();
  }

  /** The entry with a newer link. What is made anew may have another key, if it is the only one. */
  private JsonNode again(JsonNode entry) throws Exception {
    for (double wait = order.get("wait").asDouble(); ; wait = await(wait)) {
      Lists.Read look = look();
      for (JsonNode newer : look.entries()) {
        boolean same = key(newer).equals(key(entry)) || look.entries().size() == 1;
        if (same && state(newer, look.first()) == State.SUCCEEDED) return newer;
      }
    }
  }
}
