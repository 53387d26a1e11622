# pressmark_embed(TARGET NAMESPACE_NAME FILE…): put files into the program, so that it needs none at run time.
# Generates NAME.h/.cc with `std::span<const EmbeddedFile> NAME()`, each {name, content}; names are relative to the
# caller's source folder (or bare file names for absolute paths).
function(pressmark_embed target name)
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded/pressmark_embedded)
  file(MAKE_DIRECTORY ${dir})
  set(asm "")
  set(decl "")
  set(rows "")
  set(index 0)
  set(paths "")
  foreach(file ${ARGN})
    if(IS_ABSOLUTE ${file})
      set(path ${file})
      get_filename_component(shown ${file} NAME)
    else()
      set(path ${CMAKE_CURRENT_SOURCE_DIR}/${file})
      set(shown ${file})
    endif()
    list(APPEND paths ${path})
    set(symbol pressmark_${name}_${index})
    string(APPEND asm ".global ${symbol}_begin\n${symbol}_begin:\n.incbin \"${path}\"\n.global ${symbol}_end\n${symbol}_end:\n.byte 0\n")
    string(APPEND decl "extern const char ${symbol}_begin[], ${symbol}_end[];\n")
    string(APPEND rows "      {\"${shown}\", {${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)}},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  file(CONFIGURE OUTPUT ${dir}/${name}.S CONTENT ".section .rodata\n${asm}.section .note.GNU-stack,\"\",@progbits\n" @ONLY)
  file(CONFIGURE OUTPUT ${dir}/embedded_file.h CONTENT "#pragma once
#include <string_view>
namespace pressmark {
struct EmbeddedFile {
  std::string_view name;
  std::string_view content;
};
}  // namespace pressmark
" @ONLY)
  file(CONFIGURE OUTPUT ${dir}/${name}.h CONTENT "#pragma once
#include <span>
#include \"pressmark_embedded/embedded_file.h\"
namespace pressmark::embedded {
std::span<const EmbeddedFile> ${name}();
}  // namespace pressmark::embedded
" @ONLY)
  file(CONFIGURE OUTPUT ${dir}/${name}.cc CONTENT "#include \"pressmark_embedded/${name}.h\"
#include <array>
extern \"C\" {
${decl}}
namespace pressmark::embedded {
std::span<const EmbeddedFile> ${name}() {
  static const std::array<EmbeddedFile, ${index}> files{{
${rows}  }};
  return files;
}
}  // namespace pressmark::embedded
" @ONLY)
  set_source_files_properties(${dir}/${name}.S PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${dir}/${name}.S ${dir}/${name}.cc)
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/embedded)
endfunction()
