import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import generated.ApiClient;
import generated.ApiException;
import generated.ApiResponse;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Calls operations of one service by their ids, with the client that openapi-generator has generated. */
final class Api {
  /** How often a call is made that is refused for its number. */
  private static final int ATTEMPTS = 5;

  /** An answer that is an error. */
  static final class Refused extends Exception {
    Refused(String message) {
      super(message);
    }
  }

  record Answer(JsonNode data, byte[] bytes, Map<String, List<String>> headers) {}

  private static final Map<Path, JsonNode> DOCUMENTS = new HashMap<>();

  private final String service;
  private final JsonNode document;
  private final Map<String, JsonNode> operations = new HashMap<>();
  private final ApiClient client = new ApiClient();
  private final ObjectMapper mapper;

  Api(Path documents, String service, String url, String token) throws IOException {
    this.service = service;
    Path path = documents.resolve(service + ".yaml");
    if (!DOCUMENTS.containsKey(path)) DOCUMENTS.put(path, new YAMLMapper().readTree(path.toFile()));
    document = DOCUMENTS.get(path);
    for (JsonNode methods : document.get("paths")) {
      for (JsonNode operation : methods) operations.put(operation.get("operationId").asText(), operation);
    }
    client.updateBaseUri(url);
    client.setRequestInterceptor(request -> request.header("X-Auth-Token", token));
    // The client is to take what is declared and nothing else.
    mapper = strict(client.getObjectMapper());
    client.setObjectMapper(mapper);
  }

  private static ObjectMapper strict(ObjectMapper mapper) {
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    // Text with the format decimal becomes a BigDecimal, so that is let pass.
    for (LogicalType type : List.of(LogicalType.Textual, LogicalType.Integer, LogicalType.Boolean)) {
      for (CoercionInputShape shape : CoercionInputShape.values()) {
        mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
      }
    }
    return mapper;
  }

  JsonNode operation(String id) {
    return operations.get(id);
  }

  /** Waits and tries again when it is refused for the number of calls; then nothing was done. */
  Answer call(String id, Map<String, JsonNode> values, JsonNode body) throws Exception {
    Object api = group(id).getConstructor(ApiClient.class).newInstance(client);
    Method method = method(api, id);
    Object[] arguments = arguments(id, method, values, body);
    for (int attempt = 1; ; attempt++) {
      try {
        return answer((ApiResponse<?>) method.invoke(api, arguments));
      } catch (InvocationTargetException thrown) {
        if (!(thrown.getCause() instanceof ApiException refused) || refused.getCode() == 0) throw thrown;
        if (refused.getCode() != 429 || attempt == ATTEMPTS) throw new Refused(told(id, refused));
        String wait = refused.getResponseHeaders().firstValue("Retry-After").orElse("0.1");
        Thread.sleep((long) (1000 * Double.parseDouble(wait)));
      }
    }
  }

  /** The class that the operations with the same tag are in. */
  private Class<?> group(String id) throws ClassNotFoundException {
    StringBuilder name = new StringBuilder(service + ".api.");
    for (String word : operation(id).get("tags").get(0).asText().split(" ")) {
      name.append(word.substring(0, 1).toUpperCase()).append(word.substring(1));
    }
    return Class.forName(name + "Api");
  }

  private static Method method(Object api, String id) {
    String name = id.substring(0, 1).toLowerCase() + id.substring(1) + "WithHttpInfo";
    // There is a longer one with headers.
    return Arrays.stream(api.getClass().getMethods())
        .filter(method -> method.getName().equals(name))
        .min((one, other) -> one.getParameterCount() - other.getParameterCount())
        .orElseThrow();
  }

  /** What is no parameter in the document is the body. */
  private Object[] arguments(String id, Method method, Map<String, JsonNode> values, JsonNode body) {
    Map<String, JsonNode> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (JsonNode declared : operation(id).get("parameters")) {
      String name = declared.has("$ref") ? referred(declared).get("name").asText() : declared.get("name").asText();
      given.put(name.replace("_", ""), values.get(name));
    }
    return Arrays.stream(method.getParameters())
        .map(it -> mapper.convertValue(given.getOrDefault(it.getName(), body), it.getType()))
        .toArray();
  }

  private Answer answer(ApiResponse<?> response) throws IOException {
    if (response.getData() instanceof File file) {
      return new Answer(MissingNode.getInstance(), Files.readAllBytes(file.toPath()), response.getHeaders());
    }
    return new Answer(mapper.valueToTree(response.getData()), new byte[0], response.getHeaders());
  }

  private static String told(String id, ApiException refused) {
    String body = refused.getResponseBody();
    try {
      JsonNode error = new JsonMapper().readTree(body);
      body = error.get("error_code").asText() + " " + error.get("error_msg").asText();
    } catch (IOException | NullPointerException notAsDocumented) {
      // Then all of it is the message.
    }
    return id + ": " + refused.getCode() + " " + body;
  }

  /** The schema of a field of the operation's body, or a missing node. */
  JsonNode field(String id, String name) {
    JsonNode schema = operation(id).at("/requestBody/content/application~1json/schema");
    return (schema.has("$ref") ? referred(schema) : schema).path("properties").path(name);
  }

  private JsonNode referred(JsonNode reference) {
    return document.at(reference.get("$ref").asText().substring(1));
  }
}
