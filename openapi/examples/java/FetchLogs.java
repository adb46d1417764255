import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.net.*;
import java.net.http.*;
import java.nio.file.*;
import java.util.*;

/**
 * Fetches the files of one kind of log into the current folder, as x-log-job and x-log-download of a document say.
 * {@code java -cp 'jackson/*' FetchLogs.java DOCUMENT JOB [NAME=VALUE ...]}
 *
 * JOB is the `name` in an `x-log-job`. NAME is a parameter of the call that starts the job, or a field of its body.
 * ENDPOINT, TOKEN, PROJECT_ID and INSTANCE_ID come from the environment. Of a list in pages it reads the first.
 */
class FetchLogs {
  static final YAMLMapper YAML = new YAMLMapper(); // which reads JSON as well
  static final Map<String, JsonNode> OPERATIONS = new HashMap<>(), VALUES = new HashMap<>();
  static JsonNode document, job, items, gives, started;

  public static void main(String[] arguments) throws Exception {
    document = YAML.readTree(new File(arguments[0]));
    for (var path : document.get("paths").properties()) {
      for (var method : path.getValue().properties()) {
        var operation = ((ObjectNode) method.getValue()).put("method", method.getKey()).put("path", path.getKey());
        OPERATIONS.put(operation.get("operationId").asText(), operation);
        if (operation.at("/x-log-job/name").asText().equals(arguments[1])) job = operation.get("x-log-job");
      }
    }
    items = job.get("items");
    gives = OPERATIONS.get(job.at("/download/operation").asText()).get("x-log-download");
    var environment = List.of("project_id=PROJECT_ID", "instance_id=INSTANCE_ID", "id=INSTANCE_ID");
    environment.forEach(it -> VALUES.put(it.split("=")[0], new TextNode(System.getenv(it.split("=")[1]))));
    Arrays.stream(arguments).skip(2).map(it -> it.split("=", 2)).forEach(it -> VALUES.put(it[0], new TextNode(it[1])));

    var old = items.path("new_only").asBoolean() ? entries(poll()).keySet() : Set.of();
    if (!job.get("start").get("operation").equals(job.get("poll").get("operation"))) {
      started = YAML.readTree(call("start", null).body());
    }
    var wordless = job.get("answer").isNull() && items.get("status").isNull();
    var deadline = System.nanoTime() + 30 * 60 * 1_000_000_000L;
    Set<JsonNode> saved = new HashSet<>(), before = null;
    for (double wait = 5; System.nanoTime() < deadline; wait = Math.min(wait * 1.5, 30)) {
      var answer = poll();
      var entries = entries(answer);
      entries.keySet().removeAll(old);
      // Where nothing has a word, what is listed is there.
      var whole = state(answer, job.get("answer"), wordless ? "succeeded" : "pending");
      var states = new HashSet<String>();
      for (var entry : entries.entrySet()) {
        var state = state(entry.getValue(), items, whole);
        states.add(state);
        if (state.equals("succeeded") && saved.add(entry.getKey())) save(entry.getValue());
      }
      var pending = states.contains("pending");
      if (whole.equals("failed") || (states.contains("failed") && !pending)) throw new Exception("the job failed");
      // Where only entries have words, more may come until two looks have found the same.
      var same = job.get("answer").isNull() && !entries.isEmpty() && entries.keySet().equals(before);
      if (!pending && (same || whole.equals("succeeded"))) return;
      before = entries.keySet();
      Thread.sleep((long) (1000 * wait));
    }
    throw new Exception("the job is not done");
  }

  static JsonNode poll() throws Exception {
    return YAML.readTree(call("poll", null).body());
  }

  /** Makes a call of the job, with what it takes from the answer of the start or from an entry. */
  static HttpResponse<byte[]> call(String step, JsonNode item) throws Exception {
    var operation = OPERATIONS.get(job.get(step).get("operation").asText());
    var values = new HashMap<>(VALUES);
    for (var taken : job.get(step).path("parameters").properties()) {
      var source = taken.getValue().asText().split("#");
      values.put(taken.getKey(), (source[0].equals("$item") ? item : started).at(source[1]));
    }
    var url = System.getenv("ENDPOINT") + operation.get("path").asText() + "?";
    for (var parameter : operation.get("parameters")) {
      var name = (parameter.has("$ref") ? at(parameter) : parameter).get("name").asText();
      var value = values.containsKey(name) ? URLEncoder.encode(values.get(name).asText(), "UTF-8") : "";
      if (url.contains("{" + name + "}")) url = url.replace("{" + name + "}", value);
      else if (!value.isEmpty()) url += name + "=" + value + "&";
    }
    var body = YAML.createObjectNode();
    var schema = at(operation.at("/requestBody/content/application~1json/schema"));
    for (var field : schema.path("properties").properties()) {
      var value = values.get(field.getKey());
      if (value != null) body.set(field.getKey(), field.getValue().has("items") ? body.arrayNode().add(value) : value);
    }
    var sent = HttpRequest.BodyPublishers.ofString(operation.has("requestBody") ? body.toString() : "");
    var request = HttpRequest.newBuilder(URI.create(url)).header("X-Auth-Token", System.getenv("TOKEN"));
    request.method(operation.get("method").asText().toUpperCase(), sent).header("Content-Type", "application/json");
    return send(request.build());
  }

  static JsonNode at(JsonNode reference) {
    return document.at(reference.path("$ref").asText("#/none").substring(1));
  }

  static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() < 300) return answer;
    if (answer.statusCode() != 429) throw new Exception(answer.statusCode() + " " + new String(answer.body()));
    Thread.sleep(1000 * answer.headers().firstValue("Retry-After").filter(it -> it.matches("\\d+")).map(Long::valueOf).orElse(5L));
    return send(request);
  }

  /** The entries by key and name: a DDS node may have two files. */
  static Map<JsonNode, JsonNode> entries(JsonNode answer) {
    var entries = new LinkedHashMap<JsonNode, JsonNode>();
    if (items.isNull()) entries.put(items, answer);
    else answer.at(items.get("list").asText()).forEach(it -> entries.put(key(it), it));
    return entries;
  }

  static JsonNode key(JsonNode entry) {
    var name = entry.at(items.get("name").asText("/"));
    return YAML.createArrayNode().add(entry.at(items.get("key").asText())).add(name);
  }

  static String state(JsonNode value, JsonNode words, String otherwise) {
    var word = words.path("status").isTextual() ? value.at(words.get("status").asText()).asText() : "";
    if (word.isEmpty()) return otherwise;
    for (var state : List.of("pending", "succeeded", "failed")) {
      for (var known : words.get(state)) if (known.asText().equalsIgnoreCase(word)) return state;
    }
    return "pending"; // A word that no document knows is a reason to wait.
  }

  static void save(JsonNode item) throws Exception {
    var linked = job.at("/download/operation").equals(job.at("/poll/operation"));
    var answer = linked ? null : call("download", item);
    var name = gives.get("name_header").isNull() ? item.at(items.get("name").asText()).asText()
        : answer.headers().firstValue(gives.get("name_header").asText()).get().replaceAll(".*filename=|\"", "");
    if (gives.get("kind").asText().equals("link")) {
      var link = (linked ? item : YAML.readTree(answer.body())).at(gives.get("link").asText()).asText();
      answer = send(HttpRequest.newBuilder(URI.create(link)).build()); // No token: the link is the permission.
    }
    // A name from a server is never a path.
    Files.write(Path.of(name.replaceAll(".*/", "").replaceAll("[^\\w.-]|^\\.+", "_")), answer.body());
    System.out.println(name + " " + answer.body().length + " bytes");
  }
}
