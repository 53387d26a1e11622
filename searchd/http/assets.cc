#include "searchd/http/assets.h"

#include <zlib.h>

#include "pressmark_embedded/static_files.h"
#include "schema/model/error.h"
#include "schema/text/sha256.h"

namespace pressmark::http {
namespace {

std::string gzip(std::string_view content) {
  constexpr int kGzipWindow = 15 + 16;  // zlib's way of asking for gzip instead of its own header
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw Error(ErrorKind::internal, "zlib cannot be set up");
  std::string packed(deflateBound(&stream, content.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int ended = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) throw Error(ErrorKind::internal, "zlib did not finish");
  return packed;
}

std::string_view type_of(std::string_view name) {
  const auto ends = [&](std::string_view end) {
    return name.size() > end.size() && name.substr(name.size() - end.size()) == end;
  };
  if (ends(".css")) return "text/css; charset=utf-8";
  if (ends(".js")) return "text/javascript; charset=utf-8";
  if (ends(".svg")) return "image/svg+xml";
  return "application/octet-stream";
}

// "gzip" as a coding of its own, not refused with q=0. Nobody refuses it in other ways.
bool accepts_gzip(std::string_view accept_encoding) {
  const auto at = accept_encoding.find("gzip");
  return at != std::string_view::npos && accept_encoding.substr(at + 4, 4) != ";q=0";
}

}  // namespace

Assets::Assets() {
  for (const auto& file : embedded::static_files()) {
    const auto name = file.name.substr(file.name.rfind('/') + 1);
    const auto hash = sha256_hex(file.content).substr(0, 10);
    const auto dot = name.rfind('.');
    Asset asset;
    asset.type = type_of(name);
    asset.content = file.content;
    asset.packed = gzip(file.content);
    if (asset.packed.size() >= asset.content.size()) asset.packed.clear();
    asset.etag = '"' + hash + '"';
    asset.url = "/static/" + std::string(name.substr(0, dot)) + "." + hash + std::string(name.substr(dot));
    const auto& kept = by_name_[std::string(name)] = std::move(asset);
    by_url_[kept.url] = &kept;
  }
}

std::string_view Assets::url(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? std::string_view{} : std::string_view(found->second.url);
}

std::optional<Response> Assets::answer(const Request& request, std::string_view path) const {
  const Asset* asset = nullptr;
  bool forever = false;
  if (const auto found = by_url_.find(path); found != by_url_.end()) {
    asset = found->second;
    forever = true;
  } else if (path.rfind("/static/", 0) == 0) {
    if (const auto named = by_name_.find(path.substr(8)); named != by_name_.end()) asset = &named->second;
  } else if (path == "/favicon.ico") {
    if (const auto icon = by_name_.find("icon.svg"); icon != by_name_.end()) asset = &icon->second;
  }
  if (asset == nullptr) return std::nullopt;

  Response response;
  response.headers.emplace_back("Cache-Control",
                                forever ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.emplace_back("ETag", asset->etag);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (request.if_none_match.find(asset->etag) != std::string::npos) {
    response.status = 304;
    return response;
  }
  response.content_type = asset->type;
  const bool packed = !asset->packed.empty() && accepts_gzip(request.accept_encoding);
  if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = packed ? asset->packed : asset->content;
  return response;
}

}  // namespace pressmark::http
