package dev.millrace.ingestion.connector.git;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.ConnectorType;
import dev.millrace.ingestion.connector.ContentHash;
import dev.millrace.ingestion.connector.LinkTemplate;
import dev.millrace.ingestion.connector.SettingSpec;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.connector.SourceSettings;
import dev.millrace.ingestion.connector.Wanted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** Branches of git repositories, over HTTP or on the server's disk. */
public final class GitType implements ConnectorType {
  static final String MAX_MEGABYTES = "maxMegabytes";
  private static final String URL = "url";
  private static final String BRANCH = "branch";
  private static final String PATH = "path";
  private static final String USERNAME = "username";
  private static final String TOKEN = "token";
  private static final String LINK = "link";
  private static final Set<String> LINK_NAMES = Set.of("branch", "path");
  private static final long MOST_MEGABYTES = 1 << 20;

  private final Path cacheFolder;
  private final InstantSource clock;

  /**
   * @param cacheFolder where copies of repositories are kept, each in a folder of its own; nothing
   *     in it is worth a backup
   */
  public GitType(Path cacheFolder) {
    this(cacheFolder, InstantSource.system());
  }

  GitType(Path cacheFolder, InstantSource clock) {
    this.cacheFolder = cacheFolder;
    this.clock = clock;
    NoSettings.use();
  }

  @Override
  public SourceKind kind() {
    return SourceKind.GIT;
  }

  @Override
  public List<SettingSpec> settings() {
    return List.of(
        SettingSpec.required(
            URL, "the repository: https://… or http://…, or file:///… on the server's disk"),
        SettingSpec.optional(BRANCH, "the branch; without it the repository's main one"),
        SettingSpec.optional(PATH, "only what is in this folder of it"),
        Wanted.INCLUDE,
        Wanted.EXCLUDE,
        SettingSpec.optional(USERNAME, "the name that goes with the token, if the server minds it"),
        SettingSpec.secret(TOKEN, "an access token or a password that may read the repository"),
        SettingSpec.optional(
            LINK,
            "where a person finds a file, with {branch} and {path} in it; known for GitHub, GitLab,"
                + " Gitea, Forgejo and Bitbucket"),
        SettingSpec.withDefault(MAX_MEGABYTES, "the most that one fetch may bring, in MB", "2048"));
  }

  @Override
  public Connector open(SourceSettings settings) {
    GitAddress address = address(settings);
    Optional<String> branch = settings.find(BRANCH);
    if (branch.isPresent() && !Repository.isValidRefName(Constants.R_HEADS + branch.get())) {
      throw settings.wrong(BRANCH, "is no name of a branch");
    }
    GitRemote remote =
        new GitRemote(
            address,
            branch,
            login(settings, address),
            settings.number(MAX_MEGABYTES, 1, MOST_MEGABYTES) << 20);
    Path folder = cacheFolder.resolve(hash(address + " " + branch.orElse("")));
    return new GitConnector(remote, new GitCopy(folder, remote, clock), selection(settings));
  }

  private static GitAddress address(SourceSettings settings) {
    try {
      GitAddress address = GitAddress.of(settings.text(URL));
      address.forGit();
      return address;
    } catch (IllegalArgumentException e) {
      throw settings.wrong(URL, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<CredentialsProvider> login(SourceSettings settings, GitAddress address) {
    if (settings.find(TOKEN).isEmpty() && settings.find(USERNAME).isPresent()) {
      throw settings.wrong(TOKEN, "is missing: settings.username needs one");
    }
    return settings
        .find(TOKEN)
        .map(
            token ->
                new UsernamePasswordCredentialsProvider(
                    settings.find(USERNAME).orElseGet(address::usualUsername), token));
  }

  private static Selection selection(SourceSettings settings) {
    Optional<String> folder =
        settings
            .find(PATH)
            .map(path -> path.replaceAll("^/+|/+$", ""))
            .filter(path -> !path.isEmpty());
    Optional<LinkTemplate> link = settings.find(LINK).map(LinkTemplate::new);
    if (link.isPresent() && !LINK_NAMES.containsAll(link.get().names())) {
      throw settings.wrong(LINK, "can have {branch} and {path} in it, and no other names");
    }
    String rules =
        Stream.of(URL, PATH, Wanted.INCLUDE.name(), Wanted.EXCLUDE.name(), LINK)
            .map(name -> settings.find(name).orElse(""))
            .collect(Collectors.joining("\n"));
    return new Selection(folder, Wanted.of(settings), link, hash(rules));
  }

  /** Half of a SHA-256 in hexadecimal: enough to tell one from another. */
  private static String hash(String text) {
    try {
      return ContentHash.hexOf(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
          .substring(0, 32);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
